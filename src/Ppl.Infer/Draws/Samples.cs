using System.Collections;

namespace Ppl.Infer;

/// <summary>Draws of the sites of a program, all of them of the same runs, as managed numbers. Immutable.</summary>
public sealed class Samples : IReadOnlyCollection<Draws>
{
    private readonly Draws[] sites;

    /// <summary>Joins the draws of several sites: the i-th draws of all belong together.</summary>
    /// <exception cref="ArgumentException">There is no site, one name stands twice, or the numbers of draws or chains differ.</exception>
    public Samples(params IEnumerable<Draws> sites)
    {
        this.sites = [.. sites];
        if (this.sites.Length == 0) throw new ArgumentException("There are no sites.", nameof(sites));
        foreach (Draws site in this.sites)
            if (site.Count != Draws || site.Chains != Chains) throw new ArgumentException($"{site} beside {this.sites[0]}.", nameof(sites));
        if (this.sites.DistinctBy(site => site.Name).Count() < this.sites.Length) throw new ArgumentException("A name stands twice.", nameof(sites));
    }

    /// <summary>How many draws there are.</summary>
    public int Draws => sites[0].Count;

    /// <summary>How many chains they come from, one after another, each as long.</summary>
    public int Chains => sites[0].Chains;

    /// <summary>How many sites there are.</summary>
    public int Count => sites.Length;

    /// <summary>The draws of a site.</summary>
    /// <exception cref="PplException">PPL024 lists the names there are, nearest first.</exception>
    public Draws this[string name] =>
        Array.Find(sites, site => site.Name == name) ?? throw Error.UnknownSite("the draws", name, sites.Select(site => site.Name));

    /// <summary>The draws of all sites but these: a model run along them draws those from their conditional distribution.</summary>
    /// <exception cref="PplException">PPL024: there is no such site.</exception>
    public Samples Without(params string[] names)
    {
        foreach (string name in names) _ = this[name];
        return new Samples(sites.Where(site => !names.Contains(site.Name)));
    }

    /// <summary>The draws of these numbers, in this order, as one chain; one may be named more than once.</summary>
    public Samples Select(params ReadOnlySpan<int> draws)
    {
        var selected = new Draws[sites.Length];
        for (int i = 0; i < sites.Length; i++) selected[i] = sites[i].Select(draws);
        return new Samples(selected);
    }

    /// <inheritdoc/>
    public IEnumerator<Draws> GetEnumerator() => ((IEnumerable<Draws>)sites).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The sites, a line each.</summary>
    public override string ToString() => string.Join('\n', (IEnumerable<Draws>)sites);
}
