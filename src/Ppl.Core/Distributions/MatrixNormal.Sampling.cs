namespace Ppl.Distributions;

public sealed partial class MatrixNormal
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>M + A E B', the entries of E standard normal.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor noise = rng.Randn(DrawShape(sampleShape), RowScaleTril, ColumnScaleTril, Loc);
        return Loc + RowScaleTril.Beside(noise).matmul(noise).matmul(ColumnScaleTril.Like(noise).mT);
    }

    /// <inheritdoc/>
    public override Tensor Mean => Stretch(Loc.ToTensor(), BatchShape + EventShape);

    /// <summary>U_ii V_jj.</summary>
    /// <inheritdoc/>
    public override Tensor Variance => Stretch(
        RowScaleTril.ToTensor().square().sum(dim: -1).unsqueeze(-1) * ColumnScaleTril.ToTensor().square().sum(dim: -1).unsqueeze(-2), BatchShape + EventShape);
}
