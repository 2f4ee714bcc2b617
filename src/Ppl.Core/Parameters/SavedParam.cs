namespace Ppl;

/// <summary>A parameter at rest: as it stands in a saved state.</summary>
/// <param name="Name">The name that <c>Param</c> gave it.</param>
/// <param name="Constraint">The text of its constraint.</param>
/// <param name="Value">On the unconstrained side.</param>
internal sealed record SavedParam(string Name, string Constraint, SavedArray Value)
{
    private const string Values = "parameter", Constraints = "constraint", Positions = "position";

    public static void Save(SavedState state, StoredParam parameter, int position)
    {
        state.Part(Values).Add(parameter.Name, parameter.Unconstrained);
        state.Part(Constraints).Add(parameter.Name, ConstraintText.Of(parameter.Constraint));
        state.Part(Positions).Add(parameter.Name, position);
    }

    /// <summary>The parameters of a state, in the order in which programs met them.</summary>
    /// <exception cref="PplException">PPL309: one lacks its constraint or its position, or is none.</exception>
    public static IReadOnlyList<SavedParam> All(SavedState state)
    {
        SavedState values = state.Part(Values), constraints = state.Part(Constraints), positions = state.Part(Positions);
        List<SavedParam> all = [.. values.Arrays.OrderBy(positions.Integer).Select(name => new SavedParam(name, constraints.Text(name), values.Array(name)))];
        all.ForEach(saved => saved.RequireParameter());
        return all;
    }

    /// <summary>What a parameter is, by which two of one name are compared.</summary>
    public static string TextOf(torch.ScalarType dtype, Shape shape, string constraint) => $"{dtype} {shape} {constraint}";

    public string Text => TextOf(Value.Dtype, Value.Shape, Constraint);

    /// <summary>Makes it once, so that nothing can go wrong when it is made for good.</summary>
    private void RequireParameter()
    {
        try
        {
            using TensorScope scope = TensorScope.Begin();
            using var trial = StoredParam.FromSaved(this);
            trial.Constrained();
        }
        catch (Exception cause) when (cause is not OutOfMemoryException)
        {
            throw Error.StateDiffers($"its \"{Name}\", {Text}, is no parameter", cause);
        }
    }
}
