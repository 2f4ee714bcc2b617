namespace TorchSharp;

public static partial class torch
{
    /// <summary>A stream of random numbers: PyTorch's Mersenne twister on the CPU, the same seed the same stream.</summary>
    public class Generator : IDisposable
    {
        private nint handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = InitializeDevice(device);
            Native.Check(Native.ppl_generator(seed, out handle));
        }

        private Generator(nint handle) => (this.handle, device) = (handle, CPU);

        ~Generator() => Dispose(false);

        /// <summary>The generator of samplers that were given none.</summary>
        public static Generator Default
        {
            get
            {
                Native.Check(Native.ppl_default_generator(out nint shared));
                return new Generator(shared);
            }
        }

        public Device device { get; }

        /// <exception cref="InvalidOperationException">The generator was disposed.</exception>
        public nint Handle => handle != 0 ? handle : throw new InvalidOperationException("the generator was disposed");

        public Generator manual_seed(long seed)
        {
            Native.ppl_generator_seed(Handle, (ulong)seed);
            GC.KeepAlive(this);
            return this;
        }

        public long initial_seed()
        {
            long seed = (long)Native.ppl_generator_initial_seed(Handle);
            GC.KeepAlive(this);
            return seed;
        }

        public Tensor get_state()
        {
            Native.Check(Native.ppl_generator_state(Handle, out nint state));
            GC.KeepAlive(this);
            return new Tensor(state);
        }

        public void set_state(Tensor value)
        {
            Native.Check(Native.ppl_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(this);
            GC.KeepAlive(value);
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            nint released = Interlocked.Exchange(ref handle, 0);
            if (released != 0) Native.ppl_generator_release(released);
        }
    }

    /// <summary>Seeds the generator of samplers that were given none.</summary>
    public static Generator manual_seed(long seed) => Generator.Default.manual_seed(seed);

    public static class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);
    }
}
