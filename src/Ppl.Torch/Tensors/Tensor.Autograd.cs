namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => Kept(Native.ppl_requires_grad(Handle)) != 0;
            set
            {
                Native.Check(Native.ppl_set_requires_grad(Handle, value ? 1 : 0));
                GC.KeepAlive(this);
            }
        }

        public bool is_leaf => Kept(Native.ppl_is_leaf(Handle)) != 0;

        /// <summary>The gradient that <c>backward</c> added up: a new object at each reading; null before.</summary>
        public Tensor? grad
        {
            get
            {
                Native.Check(Native.ppl_grad(Handle, out nint found));
                GC.KeepAlive(this);
                return found == 0 ? null : new Tensor(found);
            }
            set
            {
                Native.Check(Native.ppl_set_grad(Handle, value?.Handle ?? 0));
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        public Tensor requires_grad_(bool requires_grad = true) => with_requires_grad(requires_grad);

        public Tensor with_requires_grad(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor detach() => Aten.detach.Call(this);

        public Tensor detach_() => Aten.detach_.Mutate(this);

        public void backward() => autograd.backward([this], null, null, false, null);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }

    public static partial class autograd
    {
        /// <summary>Adds to each leaf's <c>grad</c> the gradient of the tensors, weighted with <paramref name="grad_tensors"/>.</summary>
        public static unsafe void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            nint[] outputs = Handles(tensors), grads = Handles(grad_tensors), leaves = Handles(inputs);
            fixed (nint* o = outputs, g = grads, l = leaves)
                Native.Check(Native.ppl_backward(o, outputs.Length, g, grads.Length, l, leaves.Length, retain_graph == true ? 1 : 0, create_graph ? 1 : 0));
            Keep(tensors, grad_tensors, inputs);
        }

        /// <summary>The gradients of the outputs, weighted and summed, with respect to the inputs; an unused input's is invalid.</summary>
        public static unsafe IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            nint[] from = Handles(outputs), to = Handles(inputs), grads = Handles(grad_outputs), found = new nint[inputs.Count];
            fixed (nint* f = from, t = to, g = grads, r = found)
                Native.Check(Native.ppl_autograd_grad(f, from.Length, t, to.Length, g, grads.Length, retain_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, r));
            Keep(outputs, inputs, grad_outputs);
            return [.. found.Select(handle => new Tensor(handle))];
        }

        private static nint[] Handles(IList<Tensor>? tensors)
        {
            if (tensors is null) return [];
            nint[] handles = new nint[tensors.Count];
            for (int i = 0; i < handles.Length; i++) handles[i] = tensors[i].Handle;
            return handles;
        }

        private static void Keep(params ReadOnlySpan<IList<Tensor>?> lists)
        {
            foreach (IList<Tensor>? list in lists) GC.KeepAlive(list);
        }
    }
}
