using Ppl.Testing;

namespace Ppl.Generator.Tests;

/// <summary>What is copied, and that the compiler takes it, warnings as errors.</summary>
public sealed class CopyTests
{
    private const string Schools = """
        namespace People;

        /// <summary>A hierarchy.</summary>
        [Compiled]
        internal static partial class Schools
        {
            public const double Scale = 5;

            private static readonly Program<Estimates> Model = data =>
            {
                Tensor mu = Sample("mu", new Normal(0, Scale)), tau = Sample("tau", new HalfCauchy(Scale));
                using Plate schools = Plate("schools", data.Effects.shape[0]);
                Tensor theta = Sample("theta", new Normal(mu, tau));
                Sample("y", new Normal(theta, data.Errors), obs: data.Effects);
            };

            private static readonly Program<Estimates> Rewritten =
                Model.Under(new Reparameterize(new Dictionary<string, Reparam> { ["theta"] = new LocScaleReparam(centered: 0) }));

            public static void Run(string[] arguments) => Console.WriteLine(arguments.Length + Model.Method.Name.Length + Rewritten.Method.Name.Length);
        }

        internal readonly record struct Estimates(Tensor Effects, Tensor Errors);
        """;

    [Test]
    public void A_class_of_programs_is_copied_with_its_data_and_registered() => Golden.Check(Compiled(Schools).Text);

    [Test]
    public void A_marked_method_brings_the_helpers_that_it_calls() => Golden.Check(Compiled("""
        public class Models
        {
            private const double Widest = 10;

            [Compiled]
            public static void Line((Tensor X, Tensor Y) data)
            {
                Tensor slope = Sample("slope", new Normal(0, Widest));
                Sample("y", new Normal(data.X.Scaled(slope), 1), obs: data.Y);
            }

            public static void NotMarked(Tensor x) => x.add_(1);
        }

        internal static class Scaling
        {
            /// <summary>By a factor.</summary>
            public static Tensor Scaled(this Tensor x, Tensor factor) => x * factor;

            public static Tensor NotNeeded(Tensor x) => x.sqrt_();
        }
        """).Text);

    [Test]
    public void The_same_source_gives_the_same_text()
    {
        string first = Compiled(Schools).Text;
        Assert.That(Compiled(Schools).Text, Is.EqualTo(first));
    }

    [Test]
    public void A_change_elsewhere_makes_nothing_anew() =>
        Assert.That(Compiled(Schools).ReasonsAfter(Schools + "\ninternal static class Other;\n"), Is.All.EqualTo(Microsoft.CodeAnalysis.IncrementalStepRunReason.Unchanged));

    [Test]
    public void A_change_of_a_program_makes_its_copy_anew() =>
        Assert.That(Compiled(Schools).ReasonsAfter(Schools.Replace("Scale = 5", "Scale = 6").Replace("new HalfCauchy(Scale)", "new HalfCauchy(Scale + 1)")), Is.All.EqualTo(Microsoft.CodeAnalysis.IncrementalStepRunReason.Modified));

    private static IEnumerable<TestCaseData> Programs()
    {
        (string Name, string Source)[] programs =
        [
            ("branches on shapes and on data that are not tensors", """
                public static void Model((Tensor X, bool Wide, int[] Groups) data)
                {
                    Tensor mu = data.Wide && data.X.shape.Length > 1 ? Sample("mu", new Normal(0, 10)) : Sample("mu", new Normal(0, 1));
                    foreach (int group in data.Groups) Sample($"x{group:D2}", new Normal(mu, 1), obs: data.X[group]);
                }
                """),
            ("numbers of data in a branch", """
                public static void Model((Tensor X, Tensor Count) data)
                {
                    (Tensor x, Tensor count) = data;
                    if ((double)data.Count > 3 || (long)count > 4) Sample("x", new Normal(0, 1), obs: x);
                }
                """),
            ("nullable tensors, patterns, local functions and lambdas", """
                public static void Model((Tensor? X, Tensor Y) data)
                {
                    Func<Tensor, Tensor> twice = value => value * 2;
                    Tensor mu = Sample("mu", new Normal(0, 1));
                    if (data.X is { } x) mu += Shifted(x);
                    Sample("y", new Normal(mu, 1), obs: data.Y);
                    Tensor Shifted(Tensor value) => twice(value) + 1;
                }
                """),
            ("names in the holes of a text, nameof and typeof", """
                public static void Model(Tensor x) => Sample($"{nameof(Model)}{Math.Max(1, 2)}{typeof(Tensor).Name}{Sizes.First}", new Normal(0, 1), obs: x);

                private enum Sizes { First }
                """.Replace("private enum", "internal enum")),
            ("queries, deconstruction and collections", """
                public static void Model(Tensor[] rows)
                {
                    List<Tensor> all = [.. from row in rows select row.exp()];
                    var (first, rest) = (all[0], all.Skip(1).ToArray());
                    Dictionary<string, Tensor> named = new() { ["first"] = first };
                    foreach ((string name, Tensor value) in named) Sample(name, new Normal(torch.stack(rest, dim: 0), torch.nn.functional.softplus(value)), obs: value);
                }
                """),
            ("records, lists, arrays and numbers as data", """
                public static void Model(Input input)
                {
                    foreach (Part part in input.Parts) Sample(part.Name, new Normal(input.Total(), part.Weight), obs: part.Values[0]);
                }

                internal sealed record Input(List<Part> Parts, IReadOnlyDictionary<string, Tensor> Named) : IDisposable
                {
                    public required Tensor Extra { get; init; }

                    public Tensor Total() => Extra + Named["a"];

                    public void Dispose() => Extra.Dispose();

                    public override string ToString() => $"{(double)Extra}";
                }

                internal sealed record Part(string Name, double Weight, Tensor[] Values);
                """),
            ("a class as data, which has no primary constructor", """
                public static void Model(Input input) => Sample("x", new Normal(input.Level, 1), obs: input.Values);

                internal sealed class Input
                {
                    public Input(Tensor values) => Values = values;

                    public Tensor Values { get; }

                    public double Level { get; set; }
                }
                """),
            ("objects that keep what they are given, checked or copied", """
                public static void Model((Checked A, Read B, Assigned C, Derived D) data) => Sample("x", new Normal(data.A.Y + data.B.Y + data.D.X, 1), obs: data.C.Items[0] + data.A.Mean);

                internal sealed class Checked(Tensor y) { public Tensor Y { get; } = y ?? throw new ArgumentNullException(nameof(y)); public Tensor Mean { get; } = y.sum(dim: 0); }

                internal sealed class Read(Tensor y) { public Tensor Y => y; }

                internal sealed class Assigned
                {
                    public Assigned(IEnumerable<Tensor> items, double level)
                    {
                        (Items, this.Level) = (items.ToArray(), level);
                    }

                    public IReadOnlyList<Tensor> Items { get; }

                    public double Level { get; }
                }

                internal record Base(Tensor X);

                internal sealed record Derived(Tensor X, Tensor Z) : Base(X);
                """),
            ("tuples that differ in the names of their parts", """
                public static void First((Tensor X, Tensor Y) data) => Sample("y", new Normal(data.X, 1), obs: data.Y);

                public static void Second((Tensor Y, Tensor Seen) data) => Sample("y", new Normal(data.Seen, 1), obs: data.Y);

                public static void Third(List<(Tensor? A, int B)> data) => Sample("y", new Normal(0, data[0].B), obs: data[0].A);

                public static void Fourth(List<(Tensor C, int D)> data) => Sample("y", new Normal(0, data[0].D), obs: data[0].C);
                """),
            ("numbers of data in a pattern, in a loop over pairs and in a switch", """
                public static void Model((Tensor? X, Dictionary<string, Tensor> Named) data)
                {
                    if (data.X is { } x && (double)x > 0) Sample("x", new Normal(0, 1), obs: x);
                    foreach ((string name, Tensor value) in data.Named)
                        if ((double)value > 0) Sample(name, new Normal(0, 1), obs: value);
                    double scale = data.X switch { { } some => (double)some, null => 1 };
                    Sample("z", new Normal(0, scale), obs: data.Named["z"]);
                }
                """),
            ("dtypes and devices that a density has", """
                public static void Model(Tensor x)
                {
                    Tensor mu = Sample("mu", new Normal(torch.ones([2], dtype: torch.float64, device: torch.CPU), 1));
                    mu += torch.ones([2], torch.ScalarType.Float64) + torch.ones([2], x.dtype, x.device);
                    mu += x.to(torch.float64) + x.to(torch.ScalarType.Int64) + x.to(torch.@bool) + x.to(x.dtype) + x.@double() + x.cpu() + x.sum(dim: 0);
                    Sample("x", new Normal(mu, 1), obs: x);
                }
                """),
            ("operators, conversions and deconstructions of one's own", """
                public static void Model(Pair[] pairs)
                {
                    Pair sum = 2.0 * pairs[0] + pairs[1].A;
                    sum += -pairs[1];
                    foreach ((Tensor a, Tensor b) in pairs) sum += a + b;
                    if (sum is (var first, { } second)) Sample("x", new Normal(first, 1), obs: second);
                    foreach (Tensor term in new Terms { sum.A, pairs[0].A }) Sample("y", new Normal(term, 1), obs: sum.A);
                }

                internal sealed class Pair(Tensor a, Tensor b)
                {
                    public Tensor A { get; } = a;

                    public Tensor B { get; } = b;

                    public void Deconstruct(out Tensor a, out Tensor b) => (a, b) = (A, B);

                    public static Pair operator +(Pair one, Pair other) => new(one.A + other.A, one.B + other.B);

                    public static Pair operator *(double factor, Pair pair) => new(factor * pair.A, factor * pair.B);

                    public static Pair operator -(Pair pair) => new(-pair.A, -pair.B);

                    public static implicit operator Pair(Tensor both) => new(both, both);
                }

                internal sealed class Terms : System.Collections.IEnumerable
                {
                    private readonly List<Tensor> terms = [];

                    public void Add(Tensor term) => terms.Add(term.exp());

                    public List<Tensor>.Enumerator GetEnumerator() => terms.GetEnumerator();

                    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
                }
                """),
            ("a handler of one's own, around a program and inside one", """
                internal static readonly Program<Tensor> Tempered = new Program<Tensor>(Model).Under(new Temper(0.5));

                public static void Model(Tensor x)
                {
                    using Scope half = new Temper(0.25).Enter();
                    Sample("x", new Normal(0, 1), obs: x);
                }

                private sealed class Temper(double power) : Handler
                {
                    protected override void Process(SampleSite site)
                    {
                        if (site.IsObserved) site.Scale *= power;
                    }
                }
                """),
            ("a distribution kept in a field", """
                private static readonly Normal Prior = new(0, 1);

                private static Distribution[] Priors { get; } = [Prior, new HalfCauchy(2)];

                private static readonly Distribution[] More = { Prior };

                public static void Model(Tensor x) => Sample("x", Priors[More.Length], obs: Prior.LogProb(x));
                """),
            ("a distribution of one's own", """
                public static void Model(Tensor x) => Sample("x", new Twice(1), obs: x);

                private sealed class Twice(double scale) : Distribution([])
                {
                    public override Constraint Support => Constraints.Real;
                    public override Tensor Sample(Rng rng, Shape sampleShape = default) => torch.zeros([]).add_(1);
                    public override Distribution Expand(Shape batchShape) => this;
                    protected override Tensor LogDensity(Tensor value) => value * scale;
                }
                """),
            ("private numbers of several declarators, and a private method without tensors", """
                private static readonly double[] Levels = { 1, 2 }, Others = [3];

                private static double Level(int i) => Levels[i] + Others[0];

                public static void Model(Tensor x) => Sample("x", new Normal(Level(0), 1), obs: x);
                """),
            ("generic helpers", """
                private static T Same<T>(T value) where T : class => value;

                public static void Model(Tensor x) => Sample("x", new Normal(Same(x), 1), obs: Same<Tensor>(x));
                """),
            ("a model made by a method", """
                private static Program<Tensor> Made(double scale) => x => Sample("x", new Normal(0, scale), obs: x);

                internal static readonly Program<Tensor> Wide = Made(10), Narrow = Made(1);
                """),
            ("sub-models as methods that return tensors, and ones that return nothing", """
                private static Tensor Level(string name) => Sample(name, new Normal(0, 1));

                private static void Measure(Tensor level, Tensor x) => Sample("x", new Normal(level, 1), obs: x);

                internal static Program<Tensor> Model { get; } = x => Measure(Level("level"), x);
                """),
            ("an extension block of one's own", """
                public static void Model(Tensor x) => Sample("x", new Normal(x.Half(), 1), obs: x.Doubled);
                """),
            ("directives, attributes and comments", """
                #region A model
                [Obsolete("Only for this test.")]
                #pragma warning disable CS0219
                public static void Model([System.Diagnostics.CodeAnalysis.NotNull] Tensor x)
                {
                #if DEBUG
                    int a = 1;
                #else
                    // Nothing here.
                #endif
                    /* A comment. */ Sample("x", new Normal(0, 1), obs: x);
                }
                #endregion
                """),
        ];
        return programs.Select(program => new TestCaseData(program.Source).SetArgDisplayNames(program.Name));
    }

    [TestCaseSource(nameof(Programs))]
    public void The_compiler_takes_the_copy_of_(string members) => Compiled($$"""
        namespace People.Here;

        [Compiled]
        internal static partial class Models
        {
        {{members}}
        }

        internal static class Halves
        {
            extension(Tensor x)
            {
                public Tensor Half() => x * 0.5;

                public Tensor Doubled => x + x;
            }
        }
        """);

    [Test]
    public void An_unmarked_class_is_left_alone() => Assert.That(GeneratorRun.Of("internal static class Models { public static void Model(Tensor x) => Sample(\"x\", new Normal(0, 1), obs: x); }").Files, Is.Empty);

    [Test]
    public void Two_classes_may_share_a_helper_and_a_name()
    {
        GeneratorRun run = Compiled("""
            namespace A { [Compiled] internal static class Models { public static void Model(Tensor x) => Sample("x", new Normal(Helpers.Level(x), 1), obs: x); } }
            namespace B { [Compiled] internal static class Models { public static void Model(Tensor x) => Sample("x", new Normal(Helpers.Level(x), 2), obs: x); } }
            internal static class Helpers { public static Tensor Level(Tensor x) => x.exp(); }
            """, files: 2);
        Assert.That(run.Files.Select(file => file.Name), Is.EqualTo(new[] { "A.Models.Compiled.g.cs", "B.Models.Compiled.g.cs" }));
    }

    private static GeneratorRun Compiled(string source, int files = 1)
    {
        GeneratorRun run = GeneratorRun.Of(source);
        Assert.Multiple(() =>
        {
            Assert.That(run.Refusals, Is.Empty);
            Assert.That(run.Errors, Is.Empty, () => string.Join("\n\n", run.Files.Select(file => file.Text)));
            Assert.That(run.Files, Has.Count.EqualTo(files));
        });
        return run;
    }
}
