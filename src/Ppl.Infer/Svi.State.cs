namespace Ppl.Infer;

public sealed partial class Svi<TData> : IResumable
{
    private const string CleanSteps = "clean steps", PlateDepthName = "plate depth";

    /// <summary>Writes all that decides the next steps to a file: see <see cref="Save(SavedState)"/>.</summary>
    /// <exception cref="PplException">PPL311: the file cannot be written; one that stood there stays.</exception>
    public void Save(string path)
    {
        var state = new SavedState();
        Save(state);
        state.Write(path);
    }

    /// <summary>Takes over a file of <see cref="Save(string)"/>, or the checkpoint of a fit: the next step is the one that would have followed.</summary>
    /// <exception cref="PplException">PPL309: of another model or optimiser; PPL301, PPL302, PPL303, PPL310, PPL313 as <see cref="SavedState.Read"/>. Nothing has changed.</exception>
    public void Restore(string path) => SavedState.Restore(path, Restore)();

    /// <summary>Adds parameters, buffers of modules, and the states of optimiser, objective and generator.</summary>
    public void Save(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Parameters.Save(state);
        Optimizer.Save(state.Part("optimizer"));
        elbo.Save(state.Part("objective"));
        Rng.Save(state.Part("random"));
        SavedState engine = state.Part("engine");
        engine.Add(CleanSteps, cleanSteps);
        if (plateDepth is { } depth) engine.Add(PlateDepthName, depth);
    }

    /// <inheritdoc/>
    public Action Restore(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        SavedState engine = state.Part("engine");
        int clean = (int)engine.Integer(CleanSteps);
        int? depth = engine.Has(PlateDepthName) ? (int)engine.Integer(PlateDepthName) : null;
        Action parts = Parameters.Restore(state) + Optimizer.Restore(state.Part("optimizer"))
            + elbo.Restore(state.Part("objective")) + Rng.Restore(state.Part("random"));
        return () =>
        {
            parts();
            // With the depth known there is no dry run: it would change the buffers that a module keeps, such as running means.
            (cleanSteps, plateDepth) = (clean, depth);
        };
    }
}
