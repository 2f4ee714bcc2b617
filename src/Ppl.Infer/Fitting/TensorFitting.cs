namespace Ppl.Infer;

/// <summary>Fits an engine of tensors to the rows of a tensor.</summary>
public static class TensorFitting
{
    /// <summary>As <see cref="Svi{TData}.Fit(IDataset{TData})"/>, with the rows along the tensor's first dimension.</summary>
    /// <param name="svi">The engine.</param>
    /// <param name="training">The rows to learn from, [N, ...]; the caller keeps them.</param>
    public static FitResult Fit(this Svi<Tensor> svi, Tensor training) => Fit(svi, training, new FitOptions());

    /// <summary>As <see cref="Svi{TData}.Fit(IDataset{TData}, FitOptions, IDataset{TData}?, IDataset{TData}?)"/>, with the rows along the tensor's first dimension.</summary>
    /// <param name="svi">The engine.</param>
    /// <param name="training">The rows to learn from, [N, ...]; the caller keeps them.</param>
    /// <param name="options">How long, in what pieces, and what else.</param>
    /// <param name="validation">Rows held out; the caller keeps them.</param>
    public static FitResult Fit(this Svi<Tensor> svi, Tensor training, FitOptions options, Tensor? validation = null)
    {
        ArgumentNullException.ThrowIfNull(svi);
        return svi.Fit(Datasets.Of(training), options, validation is null ? null : Datasets.Of(validation));
    }
}
