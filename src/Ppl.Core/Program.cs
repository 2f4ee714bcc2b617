namespace Ppl;

/// <summary>
/// A probabilistic program: an action that performs effects. Models and guides are both programs. What you want back,
/// name it with <see cref="Primitives.Deterministic"/>; several inputs are a tuple or a record.
/// </summary>
/// <typeparam name="TData">What the program is given.</typeparam>
public delegate void Program<in TData>(TData data);

/// <summary>Programs under handlers.</summary>
public static class Programs
{
    extension<TData>(Program<TData> program)
    {
        /// <summary>The program under a handler that is made anew for each run: for handlers that record.</summary>
        /// <exception cref="PplException">PPL022 for an <c>async</c> program; PPL024 at the end of a run that lacked a site which the handler requires.</exception>
        public Program<TData> Under(Func<Handler> handler)
        {
            Program<TData> given = GivenProgram.Of(program, nameof(program));
            return data =>
            {
                using Scope scope = handler().Enter();
                scope.Run(() => given(data));
            };
        }

        /// <summary>The program under an immutable handler, which serves every run.</summary>
        /// <exception cref="PplException">PPL024 at the end of a run that lacked a site which the handler requires.</exception>
        public Program<TData> Under(Handler immutable) => program.Under(() => immutable);
    }
}
