using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Infer;
using static Ppl.Primitives;

namespace Ppl.Bench;

/// <summary>A hidden Markov model as a program, and its sum over states by the forward algorithm in plain C#.</summary>
internal sealed class HiddenMarkovModel : IDisposable
{
    private readonly Tensor transition = (torch.randn([16, 16], torch.float64, generator: new torch.Generator(seed: 1)) * 2.0).softmax(-1);
    private readonly Tensor means = torch.linspace(-8, 8, 16, torch.float64);
    private readonly Tensor data;
    private readonly InferDiscrete<int> engine;

    public HiddenMarkovModel(int length)
    {
        data = torch.randn([length], torch.float64, generator: new torch.Generator(seed: 2)) * 4.0;
        engine = new InferDiscrete<int>(Model, new Rng(seed: 1, torch.ScalarType.Float64));
    }

    public double LogEvidence() => engine.LogEvidence(0);

    public void Forward()
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        Tensor log = transition.log();
        Tensor[] emissions = new Normal(means, 1).LogProb(data.unsqueeze(-1)).unbind();
        Tensor alpha = log[0] + emissions[0];
        for (int t = 1; t < emissions.Length; t++) alpha = (alpha.unsqueeze(-1) + log).logsumexp(0) + emissions[t];
        _ = (double)alpha.logsumexp(0);
    }

    /// <summary>The program's run alone, whose sites have their densities.</summary>
    public Trace Enumerated()
    {
        Program<int> model = Model;
        Trace trace = Trace.Of(model.Under(() => new Enumerate(plateDepth: 0)), 0);
        foreach (Site site in trace) _ = ((SampleSite)site).LogProb;
        return trace;
    }

    public void Dispose()
    {
        engine.Dispose();
        foreach (Tensor tensor in (Tensor[])[transition, means, data]) tensor.Dispose();
    }

    private void Model(int _)
    {
        var next = new Categorical(transition);
        var emission = new Normal(means, 1);
        Tensor[] observed = data.unbind();
        Tensor z = torch.tensor(0L);
        foreach (int t in Markov(observed.Length))
        {
            z = Sample($"z{t}", next.Gather(z));
            Sample($"y{t}", emission.Gather(z), obs: observed[t]);
        }
    }
}

/// <summary>The contraction of a run beside the forward algorithm.</summary>
internal sealed class ChainToForward : StepComparison
{
    private readonly HiddenMarkovModel model = new(length: 1000);
    private readonly Trace trace;
    private readonly Tensor[] held;

    public ChainToForward() : base(warmUp: 5, repetitions: 3)
    {
        using IDisposable noGradients = torch.no_grad();
        trace = model.Enumerated();
        held = [.. trace.OfType<SampleSite>().Select(site => site.LogProb)];
    }

    public override string Name => "sum over a chain of 1,000 states of 16 values, to the forward algorithm by hand";

    public override double? Target => 2;

    public override void A()
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        _ = (double)Contraction.Of(FactorGraph.Of(trace), Semiring.LogSum).Total;
    }

    public override void B() => model.Forward();

    public override void Dispose()
    {
        model.Dispose();
        foreach (Tensor tensor in held) tensor.Dispose();
    }
}

/// <summary>The same with the program's run and its densities, one site after another, beside densities taken in one go.</summary>
internal sealed class ProgramToForward() : StepComparison(warmUp: 12, repetitions: 2)
{
    private readonly HiddenMarkovModel model = new(length: 1000);

    public override string Name => "hidden Markov model of 1,000 steps, run and summed, to the forward algorithm by hand";

    public override double? Target => null;

    public override void A() => model.LogEvidence();

    public override void B() => model.Forward();

    public override void Dispose() => model.Dispose();
}

/// <summary>A chain beside one of half its length, program and all.</summary>
internal sealed class ChainToHalf(int length) : StepComparison(warmUp: 12, repetitions: 2)
{
    private readonly HiddenMarkovModel whole = new(length);
    private readonly HiddenMarkovModel half = new(length / 2);

    public override string Name => $"hidden Markov model of {length:N0} steps, run and summed, to one of {length / 2:N0}";

    public override double? Target => 2.3;

    public override void A() => whole.LogEvidence();

    public override void B() => half.LogEvidence();

    public override void Dispose()
    {
        whole.Dispose();
        half.Dispose();
    }
}

/// <summary>A topic model, its topics summed out and differentiated, beside the same sum by hand.</summary>
internal sealed class TopicModel() : StepComparison(warmUp: 3, repetitions: 3)
{
    private const int Topics = 10, Words = 64, Documents = 100, Vocabulary = 1000;

    private readonly Tensor topics = torch.randn([Topics, Vocabulary], generator: new torch.Generator(seed: 1)).requires_grad_();
    private readonly Tensor shares = torch.randn([Documents, Topics], generator: new torch.Generator(seed: 2)).requires_grad_();
    private readonly Tensor data = torch.randint(Vocabulary, [Words, Documents], generator: new torch.Generator(seed: 3));

    public override string Name => "topic model, 10 topics, 100 documents of 64 words, summed and differentiated, to the same by hand";

    public override double? Target => 1.5;

    public override void A()
    {
        using TensorScope scope = TensorScope.Begin();
        using ValueChecks unchecked_ = ValueChecks.Set(false);
        Program<Tensor> model = Model;
        Trace trace = Trace.Of(model.Under(() => new Enumerate(plateDepth: 2)), data);
        Contraction.Of(FactorGraph.Of(trace), Semiring.LogSum).Total.backward();
        Forget();
    }

    public override void B()
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor words = topics.log_softmax(-1).index_select(1, data.reshape(-1)).reshape(Topics, Words, Documents);
        Tensor each = words + shares.log_softmax(-1).T.unsqueeze(1);
        each.logsumexp(0).sum().backward();
        Forget();
    }

    public override void Dispose()
    {
        foreach (Tensor tensor in (Tensor[])[topics, shares, data]) tensor.Dispose();
    }

    private void Model(Tensor words)
    {
        using Plate documents = Plate("documents", Documents);
        using Plate positions = Plate("words", Words);
        Tensor z = Sample("z", Categorical.FromLogits(shares));
        Sample("w", Categorical.FromLogits(topics).Gather(z), obs: words);
    }

    private void Forget() => (topics.grad, shares.grad) = (null, null);
}
