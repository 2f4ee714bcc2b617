namespace Ppl.Infer;

public sealed partial record Minimum
{
    /// <summary>Adds all that a later call needs to go on with the same numbers, to the last bit.</summary>
    public void Save(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Add("position", [.. Position]);
        state.Add("value", Value);
        state.Add("gradient norm", GradientNorm);
        state.Add("evaluations", Evaluations);
        state.Add("end", End.ToString());
        SavedState history = state.Part("history");
        history.Add("value", [.. History.Select(step => step.Value)]);
        history.Add("gradient norm", [.. History.Select(step => step.GradientNorm)]);
        history.Add("step length", [.. History.Select(step => step.StepLength)]);
        history.Add("evaluations", [.. History.Select(step => (long)step.Evaluations)]);
        SavedState changes = state.Part("changes");
        changes.Add("position", [.. Changes.SelectMany(change => change.S)]);
        changes.Add("gradient", [.. Changes.SelectMany(change => change.Y)]);
    }

    /// <summary>Reads what <see cref="Save"/> added.</summary>
    /// <exception cref="PplException">PPL309: the state is of something else.</exception>
    public static Minimum Restore(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        SavedState history = state.Part("history"), changes = state.Part("changes");
        double[] position = state.Numbers("position"), s = changes.Numbers("position"), y = changes.Numbers("gradient");
        double[] values = history.Numbers("value"), norms = history.Numbers("gradient norm"), lengths = history.Numbers("step length");
        long[] evaluations = history.Integers("evaluations");
        bool fits = s.Length == y.Length && (position.Length == 0 ? s.Length == 0 : s.Length % position.Length == 0)
            && norms.Length == values.Length && lengths.Length == values.Length && evaluations.Length == values.Length;
        if (!fits) throw Error.StateDiffers("the lengths of its minimum's arrays do not fit");
        if (!Enum.TryParse(state.Text("end"), out MinimumEnd end)) throw Error.StateDiffers($"its minimiser ended by \"{state.Text("end")}\"");
        return new Minimum(
            position, state.Number("value"), state.Number("gradient norm"), (int)state.Integer("evaluations"), end,
            [.. values.Select((value, i) => new MinimizerStep(value, norms[i], lengths[i], (int)evaluations[i]))])
        {
            Changes = [.. s.Chunk(Math.Max(1, position.Length)).Zip(y.Chunk(Math.Max(1, position.Length)))],
        };
    }
}
