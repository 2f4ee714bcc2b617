namespace Ppl.Generator.Tests;

/// <summary>What is refused, where, and with which text.</summary>
public sealed class RefusalTests
{
    [Test]
    public void A_class_that_can_have_instances() => Check("[Compiled] internal class Models;",
        "PPL411 1:27 class \"Models\" is not static, and its programs might depend on an instance. Hint: make the class static, or mark its static methods one by one.");

    [Test]
    public void A_class_in_a_generic_one() => Check("internal class Outer<T> { [Compiled] internal static class Models; }",
        "PPL411 1:60 class \"Models\" has type parameters, its own or those of a class around it. Hint: move the programs into a static class that has none.");

    [TestCase("internal void Model(Tensor x) { }", "is not static")]
    [TestCase("internal static Tensor Model(Tensor x) => x;", "returns something")]
    [TestCase("internal static void Model(Tensor x, Tensor y) { }", "has not one parameter, by value")]
    [TestCase("internal static void Model(ref Tensor x) { }", "has not one parameter, by value")]
    [TestCase("internal static void Model<T>(T x) { }", "has type parameters")]
    public void A_method_that_is_no_program(string method, string why) => Check($"internal class Models {{ [Compiled]\n{method} }}",
        $"PPL411 2:{method.IndexOf("Model", StringComparison.Ordinal) + 1} method \"Model\" {why}. Hint: a program is a static void method of one parameter, its data: several data are a tuple or a record.");

    [TestCase("new Program<Tensor>(Model).Under(new Reparameterize(new Dictionary<string, Reparam>()))")]
    [TestCase("Made(2)")]
    public void A_property_that_makes_its_program_anew(string program) => CheckMember($$"""
        public static Program<Tensor> Other => {{program}};
        private static Program<Tensor> Made(double scale) => x => Sample("x", new Normal(0, scale), obs: x);
        public static void Model(Tensor x) => Sample("x", new Normal(0, 1), obs: x);
        """, "PPL411 4:31 property \"Other\" makes its program anew whenever it is asked for, and the copy would never be found. Hint: make it once: Other { get; } = …, or a readonly field.");

    [TestCase("Model")]
    [TestCase("Models.Model")]
    [TestCase("x => Sample(\"x\", new Normal(0, 2), obs: x)")]
    public void A_property_that_names_its_program_is_taken(string program) => CheckMember($$"""
        public static Program<Tensor> Other => {{program}};
        public static void Model(Tensor x) => Sample("x", new Normal(0, 1), obs: x);
        """);

    [Test]
    public void A_private_program_in_a_class_that_is_not_partial() => Check("""
        [Compiled]
        internal static class Models
        {
            private static readonly Program<Tensor> Model = x => Sample("x", new Normal(0, 1), obs: x);
        }
        """, "PPL412 2:23 \"Model\" is private, and the generated code must reach it. Hint: make class \"Models\" and those around it partial, or \"Model\" internal.");

    [TestCase("internal class Outer { [Compiled]\nprivate static class Models", 22)]
    [TestCase("[Compiled]\nfile static class Models", 19)]
    public void A_class_that_cannot_be_reached_names_itself(string head, int column) => Check($"{head} {{ public static void Model(Tensor x) => Sample(\"x\", new Normal(0, 1), obs: x); }} {(head.StartsWith('[') ? "" : "}")}",
        $"PPL412 2:{column} \"Models\" is private, or of one file, and the copy of the program must reach it. Hint: make \"Models\" internal.");

    [Test]
    public void A_private_type_without_tensors() => CheckMember("""
        public static void Model(Tensor x) => Sample($"x{Kind.First}", new Normal(0, 1), obs: x);

        private enum Kind { First }
        """, "PPL412 4:55 \"Kind\" is private, or of one file, and the copy of the program must reach it. Hint: make \"Kind\" internal.");

    [Test]
    public void A_tensor_in_a_static_field() => CheckMember("""
        private static readonly Tensor Scale = torch.ones([]);
        public static void Model(Tensor x) => Sample("x", new Normal(0, Scale), obs: x);
        """, "PPL413 5:65 \"Scale\" holds a tensor that the program does not get as data. Hint: make it a part of the program's data, or keep it as numbers: const double, or readonly double[].");

    [Test]
    public void A_record_of_tensors_in_a_static_property() => CheckMember("""
        internal sealed record Input(Tensor X);
        internal static Input Given { get; } = new(torch.ones([]));
        public static void Model(Tensor x) => Sample("x", new Normal(0, Given.X), obs: x);
        """, "PPL413 6:65 \"Given\" holds a tensor that the program does not get as data. Hint: make it a part of the program's data, or keep it as numbers: const double, or readonly double[].");

    [TestCase("internal static double Scale = 1;")]
    [TestCase("internal static double Scale { get; set; } = 1;")]
    public void A_static_field_that_can_change(string field) => CheckMember($$"""
        {{field}}
        public static void Model(Tensor x) => Sample("x", new Normal(0, Scale), obs: x);
        """, "PPL413 5:65 \"Scale\" can change, and a compiled density would not follow. Hint: make it const or readonly, or a part of the program's data.");

    [Test]
    public void A_static_field_that_is_assigned_elsewhere() => CheckMember("""
        private static readonly Normal Prior;
        static Models() => Prior = new(0, 1);
        public static void Model(Tensor x) => Sample("x", Prior, obs: x);
        """, "PPL413 6:51 \"Prior\" has no initialiser that the copy of the program could take. Hint: give it its value where it is declared.");

    [TestCase("if ((bool)(mu > 0)) mu += 1;", 5, "(bool)(mu > 0)")]
    [TestCase("mu = (double)mu > 0 ? mu : x;", 6, "(double)mu")]
    [TestCase("while (mu.item<double>() > 0) mu += 1;", 8, "mu.item<double>()")]
    [TestCase("switch (mu.ToInt64()) { default: break; }", 9, "mu.ToInt64()")]
    [TestCase("using (var numbers = mu.data<double>()) { }", 22, "mu.data<double>()")]
    [TestCase("Tensor y = x * mu; if (x.shape.Length > 0 && (double)y > 0) mu += 1;", 46, "(double)y")]
    public void A_branch_on_a_latent(string statement, int column, string reading) => CheckStatement(statement,
        $"PPL414 7:{column} \"{reading}\" reads the number of a tensor that is not data, as for a branch. Hint: write torch.where in place of the branch; read numbers from the program's own parameter, and hand them on.");

    [Test]
    public void Tensors_compared() => CheckStatement("mu = mu == x;",
        "PPL414 7:6 \"mu == x\" compares tensors. Hint: write a.eq(b) or a.ne(b) to compare elements, and \"is null\" to ask whether there is a tensor.");

    [Test]
    public void An_operator_in_place() => CheckStatement("mu.add_(1);",
        "PPL415 7:1 \"mu.add_(1)\" writes into a tensor. Hint: write \"add\", which returns a new one.");

    [Test]
    public void Elements_assigned() => CheckStatement("mu[0] = x;",
        "PPL415 7:1 \"mu[0] = x\" writes into a tensor. Hint: make a new tensor of the parts: torch.stack, torch.cat or torch.where.");

    [TestCase("using Tensor twice = mu * 2;", 1, "using Tensor twice = mu * 2")]
    [TestCase("using (Tensor twice = mu * 2) mu += 1;", 8, "Tensor twice = mu * 2")]
    [TestCase("using TensorScope scope = TensorScope.Begin();", 1, "using TensorScope scope = TensorScope.Begin()")]
    [TestCase("mu.Dispose();", 1, "mu.Dispose()")]
    [TestCase("using (torch.no_grad()) mu += 1;", 8, "torch.no_grad()")]
    public void A_lifetime_of_tensors(string statement, int column, string text) => CheckStatement(statement,
        $"PPL416 7:{column} \"{text}\" looks after the lifetime of tensors. Hint: leave it out: engines own what a program makes, and symbolic tensors hold no memory.");

    [TestCase("mu += torch.ones([2], dtype: torch.float32);", 23, "dtype: torch.float32")]
    [TestCase("mu += torch.ones([2], device: torch.CUDA);", 23, "device: torch.CUDA")]
    [TestCase("mu += x.to(torch.float32);", 7, "x.to(torch.float32)")]
    [TestCase("mu += x.to(torch.ScalarType.Int32);", 7, "x.to(torch.ScalarType.Int32)")]
    [TestCase("mu += x.@float();", 7, "x.@float()")]
    [TestCase("var dtype = torch.float64; mu += x.to(dtype);", 34, "x.to(dtype)")]
    public void A_dtype_or_a_device(string statement, int column, string text) => CheckStatement(statement,
        $"PPL417 7:{column} \"{text}\" chooses a dtype or a device. Hint: leave it out: a compiled density computes in float64 on the processor; it takes float64, int64, bool, torch.CPU, and dtype and device of another tensor.");

    [Test]
    public void A_zero_that_the_compiler_takes_for_a_dtype() => CheckStatement("mu += x.sum(0);",
        "PPL417 7:7 \"x.sum(0)\" takes its 0 for a dtype, as C# prefers an enumeration to a number. Hint: write \"dim: 0\", or \"0L\".");

    private const string Elsewhere = "Hint: write it with the operators that docs/compiled.md lists, or leave [Compiled] out: the program then keeps its traced density.";

    [TestCase("mu += x.cumsum(0);", "PPL418 7:9 \"cumsum\" has no counterpart among symbolic tensors ('torch.Tensor' does not contain a definition for 'cumsum'")]
    [TestCase("mu = x * mu.sum();", "PPL418 7:13 \"sum\" has no counterpart among symbolic tensors (There is no argument given that corresponds to the required parameter 'dim'")]
    [TestCase("Sample(\"z\", new Cauchy(0, 1));", "PPL418 7:17 \"Cauchy\" has no counterpart among symbolic tensors. Hint")]
    [TestCase("mu = x / mu;", "PPL418 7:6 \"x / mu\" has no counterpart among symbolic tensors (Operator '/'")]
    public void What_symbolic_tensors_lack(string statement, string start)
    {
        IReadOnlyList<string> refusals = GeneratorRun.Of(Statement(statement)).Refusals;
        Assert.That(refusals, Has.Count.EqualTo(1));
        Assert.That(refusals[0], Does.StartWith(start).And.EndsWith(Elsewhere));
    }

    [Test]
    public void An_engine_in_a_program() => CheckStatement("Ppl.Infer.Predictive.Prior<Tensor>(y => { }, x, 1, new Rng(1));",
        $"PPL418 7:1 \"Predictive.Prior\" has no counterpart among symbolic tensors. {Elsewhere}");

    [Test]
    public void A_helper_of_another_project() => Check(Statement("mu = Others.Twice(mu) + mu.Thrice();"),
        GeneratorRun.LibraryOf("Others", "public static class Others { public static Tensor Twice(Tensor x) => x * 2; public static Tensor Thrice(this Tensor x) => x * 3; }"),
        "PPL419 7:6 \"Others.Twice\" of Others takes or returns tensors, and its source is not in this project. Hint: move it into this project, so that it is copied with the program.",
        "PPL419 7:25 \"Others.Thrice\" of Others takes or returns tensors, and its source is not in this project. Hint: move it into this project, so that it is copied with the program.");

    [Test]
    public void A_parameter() => CheckStatement("mu += Param(\"shift\", 0.0);",
        "PPL420 7:7 \"Param\" has parameters to be learnt, which a density has not. Hint: give the parameter a prior by Sample; keep guides in a class without [Compiled].");

    [Test]
    public void A_sequence_that_yields() => CheckMember("""
        public static void Model(Tensor x) => Sample("x", new Normal(Levels(x).First(), 1), obs: x);
        private static IEnumerable<Tensor> Levels(Tensor x)
        {
            yield return x;
        }
        """, "PPL421 7:5 \"yield\" leaves a program before its end. Hint: write a method that runs through, and returns a list or an array where it returned a sequence.");

    [Test]
    public void A_program_that_awaits() => CheckMember("""
        public static void Model(Tensor x) => Level(x);
        private static async Task Level(Tensor x)
        {
            await Task.Yield();
            Sample("x", new Normal(0, 1), obs: x);
        }
        """, "PPL421 7:5 \"await\" leaves a program before its end. Hint: write a method that runs through, and returns a list or an array where it returned a sequence.");

    [Test]
    public void A_program_that_is_itself_async() => CheckMember("""
        public static void Other(Tensor x) => Sample("x", new Normal(0, 1), obs: x);
        public static async void Model(Tensor x)
        {
            await Task.Yield();
            Sample("x", new Normal(0, 1), obs: x);
        }
        """, "PPL421 7:5 \"await\" leaves a program before its end. Hint: write a method that runs through, and returns a list or an array where it returned a sequence.");

    private const string Takes = "Hint: take tensors, numbers, tuples, records with a primary constructor, and arrays, lists and dictionaries of these.";

    [TestCase("Func<Tensor, Tensor>", "Func<Tensor, Tensor>", "nothing tells how to make a symbolic one of it")]
    [TestCase("Normal[]", "Normal", "nothing tells how to make a symbolic one of it")]
    [TestCase("Tensor[,]", "Tensor[,]", "nothing tells how to make a symbolic one of it")]
    [TestCase("Sealed", "Sealed", "it has no constructor whose parameters are named as its properties")]
    [TestCase("Abstract", "Abstract", "the class is abstract")]
    [TestCase("Hidden", "Hidden", "\"cache\" can be neither constructed nor set")]
    [TestCase("Rows", "Rows", "its base \"List\" is of another project")]
    [TestCase("Halved", "Halved", "\"Y\" is not what the constructor was given as \"y\"")]
    [TestCase("HalvedLater", "HalvedLater", "\"Y\" is not what the constructor was given as \"y\"")]
    [TestCase("HalvedInTheConstructor", "HalvedInTheConstructor", "\"Y\" is not what the constructor was given as \"y\"")]
    public void Data_that_cannot_be_handed_on(string type, string name, string why) => CheckMember($$"""
        public static void Model({{type}} x) => Sample("x", new Normal(0, 1));
        internal sealed class Sealed { private readonly Tensor kept; public Sealed(string file) { kept = torch.zeros([file.Length]); } public long Size => kept.shape[0]; }
        internal abstract record Abstract(Tensor X);
        internal sealed class Rows : List<Tensor>;
        internal sealed class Halved(Tensor y) { public Tensor Y { get; } = y * 0.5; }
        internal sealed class HalvedLater(Tensor y) { public Tensor Y => y * 0.5; }
        internal sealed class HalvedInTheConstructor { public HalvedInTheConstructor(Tensor y) => (Y, Z) = (y * 0.5, y); public Tensor Y { get; } public Tensor Z { get; } }
        internal sealed record Hidden(Tensor X) { private Tensor? cache; public Tensor Twice() => cache ??= X * 2; }
        """, $"PPL422 4:26 data of type \"{name}\" cannot be handed to the copy of the program: {why}. {Takes}");

    [Test]
    public void A_project_without_the_symbolic_tensors() => Assert.That(GeneratorRun.Of(Statement(""), hasTwin: false).Refusals, Is.EqualTo(new[]
    {
        "PPL423 2:31 the project has no reference to Ppl.Symbolic under the alias Twin. Hint: add <ProjectReference Include=\"../Ppl.Symbolic/Ppl.Symbolic.csproj\" Aliases=\"Twin\" PrivateAssets=\"compile\" /> to its project file.",
    }));

    [Test]
    public void A_project_without_the_engines() => Assert.That(GeneratorRun.Of(Statement(""), hasEngine: false).Refusals, Is.EqualTo(new[]
    {
        "PPL423 2:31 the project has no reference to Ppl.Infer, which hands data to compiled programs. Hint: add <ProjectReference Include=\"../Ppl.Infer/Ppl.Infer.csproj\" /> to its project file.",
    }));

    [Test]
    public void A_class_without_a_program() => Check("[Compiled] internal static class Models { internal static double Twice(double x) => 2 * x; }",
        "PPL424 1:34 class \"Models\" has no program. Hint: a program is a static void method of one parameter that performs effects, or a static readonly field or property of type Program<TData>: write one, or leave [Compiled] out.");

    [Test]
    public void What_no_program_reaches_is_not_looked_at() => CheckMember("""
        public static void Model(Tensor x) => Sample("x", new Normal(0, 1), obs: x);
        public static double Total(Tensor x) { using Tensor sum = x.sum(); return sum.item<double>(); }
        """);

    [Test]
    public void Every_mistake_of_a_class_is_told_in_the_order_of_the_lines() => Assert.That(GeneratorRun.Of("""
        [Compiled]
        internal static class Models
        {
            internal static void First(Tensor x) => x.add_(Sample("x", new Normal(0, 1)).cumsum(0));
            internal static void Second(Tensor x)
            {
                Param("y", 0.0);
                Sample("x", new Normal(0, 1)).cumsum(0);
            }
        }
        """).Refusals.Select(refusal => refusal.Split(':')[0]), Is.EqualTo(new[] { "PPL415 4", "PPL420 7", "PPL418 8" }));

    [Test]
    public void A_source_that_does_not_compile_is_left_to_the_compiler()
    {
        GeneratorRun run = GeneratorRun.Of(Statement("mu += NoSuchThing(x);"));
        Assert.That(run.Refusals, Is.Empty);
        Assert.That(run.Files, Is.Empty);
        Assert.That(run.Errors, Has.Count.EqualTo(1).And.Some.Contains("CS0103"));
    }

    [Test]
    public void What_another_project_hides_is_left_to_the_compiler()
    {
        GeneratorRun run = GeneratorRun.Of(Statement("mu += new TransformedDistribution(new Normal(0, 1), new OrderedTransform(false)).LogProb(x);"));
        Assert.That(run.Refusals, Has.None.Contains("OrderedTransform"));
        Assert.That(run.Errors, Has.Some.Contains("CS0122"));
    }

    private static string Member(string members) => $"[Compiled]\ninternal static partial class Models\n{{\n{members}\n}}\n";

    private static string Statement(string statement) => Member($$"""
        public static void Model(Tensor x)
        {
            Tensor mu = Sample("mu", new Normal(0, 1));
        {{statement}}
            Sample("x", new Normal(mu, 1), obs: x);
        }
        """);

    private static void CheckStatement(string statement, string refusal) => Check(Statement(statement), library: null, refusal);

    private static void CheckMember(string members, params string[] refusals) => Check(Member(members), refusals);

    private static void Check(string source, params string[] refusals) => Check(source, library: null, refusals);

    private static void Check(string source, Microsoft.CodeAnalysis.MetadataReference? library, params string[] refusals)
    {
        GeneratorRun run = GeneratorRun.Of(source, library: library);
        Assert.That(run.Refusals, Is.EqualTo(refusals));
        Assert.That(run.Files, refusals.Length == 0 ? Has.Count.EqualTo(1) : Is.Empty);
    }
}
