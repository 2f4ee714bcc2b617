namespace Ppl.Infer;

/// <summary>After a fit a parameter that the store lacks is a mistake: it would silently take its initial value.</summary>
internal sealed class KnownParams(ParamStore parameters) : Handler
{
    /// <exception cref="PplException">PPL024: the store has no such parameter.</exception>
    protected internal override void Process(ParamSite site)
    {
        if (!parameters.TryGet(site.Name, out _)) throw Error.UnknownSite("the parameter store", site.Name, parameters.Select(parameter => parameter.Name));
    }
}
