using Ppl.Distributions;
using Ppl.Infer;
using static Ppl.Primitives;

namespace Ppl.Bench;

/// <summary>
/// Latent Dirichlet allocation: an SVI step whose words' topics are summed out, beside the same bound with the sum written out, the same draws and the
/// same optimizer.
/// </summary>
internal sealed class TopicStep : StepComparison
{
    private const double LearningRate = 0.01;
    private const int Topics = 8, Words = 64, Documents = 200, Vocabulary = 1000;

    private readonly Tensor data = torch.randint(Vocabulary, [Words, Documents], generator: new torch.Generator(seed: 1));
    private readonly Svi<Tensor> svi = new(Model, Guide, new Adam(LearningRate), new TraceEnumElbo(), new Rng(seed: 1));
    private readonly Rng rng = new(seed: 1);
    private readonly StoredParam[] parameters;
    private readonly Adam adam = new(LearningRate);

    public TopicStep() : base(warmUp: 10, repetitions: 5)
    {
        using TensorScope scope = TensorScope.Begin();
        parameters =
        [
            StoredParam.FromInitial("phi", Constraints.Positive, TopicStart()),
            StoredParam.FromInitial("theta", Constraints.Positive, torch.ones([Documents, Topics])),
        ];
    }

    public override string Name => "SVI step, 8 topics of 1,000 words, 200 documents of 64 words, to the same by hand with the words' topics summed out";

    public override double? Target => 3;

    public override void A() => svi.Step(data);

    public override void B()
    {
        using TensorScope step = TensorScope.Begin();
        Tensor ofTopics = parameters[0].Unconstrained.exp(), ofShares = parameters[1].Unconstrained.exp();
        Tensor topics = new Dirichlet(ofTopics).Sample(rng), shares = new Dirichlet(ofShares).Sample(rng);
        Tensor logTopics = topics.log(), logShares = shares.log();
        Tensor logQ = LogDirichlet(logTopics, ofTopics) + LogDirichlet(logShares, ofShares);
        Tensor logPrior = Topics * torch.tensor(LogGammaOfVocabulary) - Topics * Vocabulary * Math.Log(Math.PI) / 2 - 0.5 * logTopics.sum()
            + Documents * Math.Log(5040);
        Tensor each = logTopics.index_select(1, data.reshape(-1)).reshape(Topics, Words, Documents) + logShares.T.unsqueeze(1);
        Tensor loss = logQ - logPrior - each.logsumexp(0).sum();
        _ = (double)loss;
        loss.backward();
        adam.Step(parameters);
    }

    public override void Dispose()
    {
        svi.Dispose();
        rng.Dispose();
        adam.Dispose();
        data.Dispose();
        foreach (StoredParam parameter in parameters) parameter.Dispose();
    }

    /// <summary>log Γ(1,000 / 2).</summary>
    private const double LogGammaOfVocabulary = 2605.1158503617335;

    private static Tensor LogDirichlet(Tensor logValue, Tensor concentration) =>
        ((concentration - 1) * logValue - concentration.lgamma()).sum() + concentration.sum(dim: -1).lgamma().sum();

    private static void Model(Tensor words)
    {
        Tensor topics, shares;
        using (Plate("topics", Topics)) topics = Sample("phi", new Dirichlet(torch.full([Vocabulary], 0.5f)));
        using Plate documents = Plate("documents", Documents, dim: -1);
        shares = Sample("theta", new Dirichlet(torch.ones([Topics])));
        using Plate positions = Plate("words", Words, dim: -2);
        Tensor z = Sample("z", new Categorical(shares));
        Sample("w", new Categorical(topics).Gather(z), obs: words);
    }

    private static void Guide(Tensor words)
    {
        using (Plate("topics", Topics)) Sample("phi", new Dirichlet(Param("phi.concentration", TopicStart, Constraints.Positive, eventDim: 1)));
        using Plate documents = Plate("documents", Documents, dim: -1);
        Sample("theta", new Dirichlet(Param("theta.concentration", () => torch.ones([Documents, Topics]), Constraints.Positive, eventDim: 1)));
    }

    private static Tensor TopicStart() => 1 + ((torch.arange(Topics * Vocabulary) * 37 % 101).reshape(Topics, Vocabulary) / 101.0);
}
