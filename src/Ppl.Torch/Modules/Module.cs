using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A layer or a network: parameters, buffers and modules by name, in the order of their registration.</summary>
        public class Module : IDisposable
        {
            private readonly OrderedDictionary<string, Parameter> ownParameters = [];
            private readonly OrderedDictionary<string, (Tensor Tensor, bool Persistent)> ownBuffers = [];
            private readonly OrderedDictionary<string, Module> ownModules = [];

            protected string? name;
            private bool isTraining = true;
            private bool registered;

            protected Module(string name) => this.name = name;

            ~Module() => Dispose(false);

            public virtual bool training => isTraining;

            public virtual string GetName() => name ?? GetType().Name;

            /// <summary>
            /// Registers the instance's fields by their names: modules, parameters, and other tensors as buffers. Those that were made
            /// in a scope stay in it.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                if (registered) return;
                registered = true;
                foreach (FieldInfo field in Fields(GetType()))
                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(field.Name, module);
                            break;
                        case Parameter parameter:
                            register_parameter(field.Name, parameter);
                            break;
                        case Tensor tensor:
                            register_buffer(field.Name, tensor);
                            break;
                    }
            }

            public virtual void register_module(string name, Module submodule) => ownModules[name] = submodule;

            public virtual void register_parameter(string name, Parameter param) => ownParameters[name] = param;

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true) => ownBuffers[name] = (tensor, persistent);

            /// <summary>Registers a parameter in place of what bears its name, or nothing in its place for null.</summary>
            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null) ownParameters.Remove(name);
                else register_parameter(name, value);
            }

            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>Own parameters, then those of the submodules; one that has two names has the first here.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) => Once<Parameter>(
                [.. ownParameters.Select(own => (own.Key, own.Value)), .. recurse ? ownModules.SelectMany(own => Under(own.Key, own.Value.named_parameters())) : []]);

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(named => named.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true) => Once<Tensor>(
            [
                .. ownBuffers.Where(own => include_nonpersistent || own.Value.Persistent).Select(own => (own.Key, own.Value.Tensor)),
                .. recurse ? ownModules.SelectMany(own => Under(own.Key, own.Value.named_buffers(true, include_nonpersistent))) : [],
            ]);

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) => named_buffers(recurse, include_nonpersistent).Select(named => named.buffer);

            public virtual IEnumerable<(string name, Module module)> named_children() => ownModules.Select(own => (own.Key, own.Value));

            public virtual IEnumerable<Module> children() => ownModules.Values;

            /// <summary>The submodules, then theirs; without the module itself.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules() =>
                [.. named_children(), .. ownModules.SelectMany(own => Under(own.Key, own.Value.named_modules()))];

            public virtual IEnumerable<Module> modules() => named_modules().Select(named => named.module);

            public virtual Parameter? get_parameter(string target) => named_parameters().FirstOrDefault(named => named.name == target).parameter;

            /// <summary>Parameters and persistent buffers by name; the tensors themselves, not copies.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                foreach ((string key, Tensor tensor) in State()) destination[string.IsNullOrEmpty(prefix) ? key : $"{prefix}.{key}"] = tensor;
                return destination;
            }

            /// <summary>Copies elements into the module's own parameters and buffers of the same names.</summary>
            /// <exception cref="InvalidOperationException">Strict, and the names are not the same.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                Dictionary<string, Tensor> own = state_dict();
                skip ??= [];
                List<string> missing = [.. own.Keys.Where(key => !source.ContainsKey(key) && !skip.Contains(key))];
                List<string> unexpected = [.. source.Keys.Where(key => !own.ContainsKey(key) && !skip.Contains(key))];
                if (strict && (missing.Count > 0 || unexpected.Count > 0))
                    throw new InvalidOperationException($"the state lacks [{string.Join(", ", missing)}] and has beside [{string.Join(", ", unexpected)}]");
                using IDisposable gradients = no_grad();
                foreach ((string key, Tensor tensor) in own)
                    if (source.TryGetValue(key, out Tensor? given) && !skip.Contains(key)) tensor.copy_(given);
                return (missing, unexpected);
            }

            public virtual void train(bool train = true)
            {
                isTraining = train;
                foreach (Module module in ownModules.Values) module.train(train);
            }

            public virtual void eval() => train(false);

            public virtual Module apply(Action<Module> fn)
            {
                foreach (Module module in ownModules.Values) module.apply(fn);
                fn(this);
                return this;
            }

            /// <summary>Sets the parameters' gradients to null, or to 0.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (Parameter parameter in parameters())
                {
                    using Tensor? grad = parameter.grad;
                    if (grad is null) continue;
                    if (set_to_none) parameter.grad = null;
                    else using (grad.zero_()) { }
                }
            }

            /// <summary>Converts floating-point parameters and buffers to the type; each keeps its object.</summary>
            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                using IDisposable gradients = no_grad();
                foreach ((_, Tensor tensor) in State())
                    if (tensor.is_floating_point() && tensor.dtype != dtype) tensor.Adopt(tensor.detach().to(dtype, disposeAfter: true));
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                InitializeDeviceType(deviceType);
                return this;
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach (Parameter parameter in ownParameters.Values) parameter.Dispose();
                foreach ((Tensor buffer, _) in ownBuffers.Values) buffer.Dispose();
                foreach (Module module in ownModules.Values) module.Dispose();
            }

            private IEnumerable<(string Name, Tensor Tensor)> State() =>
                [.. named_parameters().Select(named => (named.name, (Tensor)named.parameter)), .. named_buffers(include_nonpersistent: false)];

            private static IEnumerable<(string, T)> Once<T>(IEnumerable<(string, T Tensor)> named) where T : Tensor =>
                named.DistinctBy(own => own.Tensor, ReferenceEqualityComparer.Instance);

            private static IEnumerable<(string, T)> Under<T>(string prefix, IEnumerable<(string Name, T Value)> named) => named.Select(inner => ($"{prefix}.{inner.Name}", inner.Value));

            private static IEnumerable<FieldInfo> Fields(Type type)
            {
                for (Type? declaring = type; declaring is not null && declaring != typeof(Module); declaring = declaring.BaseType)
                    foreach (FieldInfo field in declaring.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                        yield return field;
            }
        }

        /// <summary>A module that may have hooks.</summary>
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            protected Dictionary<string, TPreHook> pre_hooks = [];
            protected Dictionary<string, TPostHook> post_hooks = [];

            protected HookableModule(string name) : base(name)
            {
            }

            public HookRemover register_forward_pre_hook(TPreHook hook)
            {
                string key = Guid.NewGuid().ToString();
                pre_hooks.Add(key, hook);
                return new HookRemover(this, key);
            }

            public HookRemover register_forward_hook(TPostHook hook)
            {
                string key = Guid.NewGuid().ToString();
                post_hooks.Add(key, hook);
                return new HookRemover(this, key);
            }

            /// <summary>Takes a hook off again.</summary>
            public class HookRemover(HookableModule<TPreHook, TPostHook> module, string key)
            {
                public void remove()
                {
                    module.pre_hooks.Remove(key);
                    module.post_hooks.Remove(key);
                }
            }
        }

        /// <summary>What can be called with one argument.</summary>
        public interface IModule<T, TResult>
        {
            TResult call(T input1);
        }

        /// <summary>A module of one argument.</summary>
        public abstract class Module<T, TResult> : HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>, IModule<T, TResult>
        {
            protected Module(string name) : base(name)
            {
            }

            /// <summary>The module's function, without hooks.</summary>
            public abstract TResult forward(T input);

            /// <summary>The module's function between its hooks; a hook that returns null changes nothing.</summary>
            public TResult call(T input)
            {
                foreach (Func<Module<T, TResult>, T, T> hook in pre_hooks.Values) input = hook(this, input) ?? input;
                TResult result = forward(input);
                foreach (Func<Module<T, TResult>, T, TResult, TResult> hook in post_hooks.Values) result = hook(this, input, result) ?? result;
                return result;
            }
        }
    }
}

/// <summary>Moves and converts modules.</summary>
public static class ModuleExtensionMethods
{
    public static T to<T>(this T module, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(type, non_blocking);
    public static T to<T>(this T module, torch.Device device, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(device.type, device.index, non_blocking);
    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(deviceType, deviceIndex, non_blocking);
    public static T @double<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.ScalarType.Float64, non_blocking);
    public static T @float<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.ScalarType.Float32, non_blocking);
    public static T cpu<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(DeviceType.CPU);
}
