using Ppl.Distributions;
using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>
/// An automatic guide of one vector x, all latents' unconstrained numbers in a row, in the order of the model: z = f(x) for each latent. The vector is a site
/// of its own, which the model lacks; each latent is a point given it, with the density that the bijection leaves.
/// </summary>
/// <typeparam name="TData">What model and guide are given.</typeparam>
public abstract class JointGuide<TData> : ModelGuide<TData>
{
    private readonly string vector;

    private protected JointGuide(Program<TData> model, InitialValues? initial, IReadOnlyList<string>? only, string name)
        : base(model, initial, only)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        vector = name;
    }

    /// <summary>The distribution of x.</summary>
    private protected abstract Distribution Joint(GuideRun run);

    /// <summary>The means and standard deviations of x, where its numbers are normal; else null.</summary>
    private protected abstract (Tensor Loc, Tensor Scale)? Moments(GuideRun run);

    private protected override Prototype Accepted(Prototype latents)
    {
        foreach (Latent latent in latents.Latents)
            foreach (PlateFrame plate in latent.Plates)
                if (plate.SubsampleSize < plate.Size) throw Error.LocalLatentInJointGuide(latent.Name, plate, Name);
        return latents;
    }

    private protected override void Guide(GuideRun run) =>
        Unpack(run, Primitives.Sample(vector, Joint(run), options: new SiteOptions { IsAuxiliary = true }, line: 0));

    private protected override Marginal? MarginalOf(GuideRun run, Latent latent)
    {
        if (Moments(run) is not var (loc, scale)) return null;
        int offset = run.Latents.TakeWhile(other => other != latent).Sum(SizeOf);
        Tensor Own(Tensor x) => x.narrow(-1, offset, SizeOf(latent)).reshape(latent.Unconstrained.ToArray());
        return new Marginal(Own(loc), Own(scale));
    }

    /// <summary>A parameter of x.</summary>
    private protected Tensor ParamOf(string part, Func<Tensor> initial, Constraint? constraint = null) => Primitives.Param($"{vector}.{part}", initial, constraint);

    /// <summary>The initial x.</summary>
    private protected static Tensor Start(GuideRun run) => torch.cat([.. run.Latents.Select(latent => run.UnconstrainedStart(latent).reshape(-1))]);

    /// <summary>Many initial x, each of a search of its own.</summary>
    private protected static Tensor Starts(GuideRun run, int count) => torch.stack(Enumerable.Range(0, count).Select(number =>
    {
        Trace start = run.OtherStart(number);
        return torch.cat([.. run.Latents.Select(latent => latent.Transform.Inverse(start[latent.Name].Value!.detach()).reshape(-1))]);
    }));

    private protected Tensor Loc(GuideRun run) => ParamOf("loc", () => Start(run));

    /// <summary>The values that each latent has at many x, shape [n, numbers]: a first dim of n, then the shape of the latent.</summary>
    private protected static IReadOnlyDictionary<string, Tensor> ValuesAt(GuideRun run, Tensor x)
    {
        var values = new Dictionary<string, Tensor>();
        int offset = 0;
        foreach (Latent latent in run.Latents)
        {
            values.Add(latent.Name, latent.Transform.Forward(x.narrow(-1, offset, SizeOf(latent)).reshape([x.size(0), .. latent.Unconstrained.ToArray()])));
            offset += SizeOf(latent);
        }
        return values;
    }

    /// <summary>Gives each latent its part of a vector, copies of which may lie side by side to the left.</summary>
    private protected static void Unpack(GuideRun run, Tensor x)
    {
        Shape copies = Shape.Of(x).DropLast(1);
        int offset = 0;
        foreach (Latent latent in run.Latents)
        {
            int batch = latent.Shape.Rank - latent.EventDim;
            Shape left = copies.DropLast(Math.Min(batch, copies.Rank));
            Tensor own = x.narrow(-1, offset, SizeOf(latent)).reshape((left + latent.Unconstrained).ToArray());
            run.Inside(latent, () => Primitives.Sample(latent.Name, Point(latent, own), line: 0));
            offset += SizeOf(latent);
        }
    }

    private static Delta Point(Latent latent, Tensor x)
    {
        if (latent.IsReal) return new Delta(x, eventDim: latent.EventDim);
        Tensor z = latent.Transform.Forward(x);
        return new Delta(z, -latent.Transform.LogAbsDetJacobian(x, z), latent.EventDim);
    }

    private static int SizeOf(Latent latent) => (int)latent.Unconstrained.NumberOfElements;
}
