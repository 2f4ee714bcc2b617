using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ppl.Compilation.Tests;

/// <summary>The text for reading says what the code does.</summary>
public sealed class CSharpTextTests
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) == "Ppl.Compiled.dll").Select(path => MetadataReference.CreateFromFile(path)),
    ];

    [Test]
    public void A_small_function_reads_as_one_would_write_it()
    {
        Register a = new(0), b = new(1), c = new(2);
        var code = new Code(
            [
                new Load(a, new Address(Memory.Point, 0)),
                new Assign(b, 0.0),
                new Loop(1000, true,
                [
                    new Load(c, new Address(Memory.Constants, 8, Stride: 1)),
                    new Compute(new Register(3), Operator.Subtract, [c, a]),
                    new Compute(new Register(4), Operator.Exp, [new Register(3)]),
                    new Reduce(b, Meeting.Sum, new Register(4)),
                    new Accumulate(new Address(Memory.Workspace, 2, Stride: 1, Table: 0), -1.5),
                ]),
                new Store(new Address(Memory.Result, 0), b),
            ],
            b, Registers: 5, Dimension: 1, Results: 1, WorkspaceLength: 3, new double[1008], new int[1000]);
        const string Expected = """
            using Ppl.Compilation;
            using static Ppl.Compilation.Functions;

            // 1 numbers in, 1 out; 1008 constants, 1000 indices, a workspace of 3.
            internal static unsafe class Generated
            {
                public static double Evaluate(double* point, double* result, double* constants, double* workspace, int* tables)
                {
                    double r0 = point[0];
                    double r1 = 0d;
                    for (int i = 0; i < 1000; i++)
                    {
                        double r2 = constants[8 + i];
                        double r3 = r2 - r0;
                        double r4 = Exp(r3);
                        r1 += r4;
                        workspace[2 + tables[i]] += (-1.5d);
                    }
                    result[0] = r1;
                    return r1;
                }
            }

            """;
        Assert.That(CompiledFunction.Of(code).ToCSharp(), Is.EqualTo(Expected));
    }

    [Test]
    public unsafe void Compiled_it_gives_the_same_values([Range(0, 9)] int seed)
    {
        Code code = RandomCode.Of(seed, pieces: 6);
        // The name of an assembly that may see this library's internals, as the text must.
        var compilation = CSharpCompilation.Create(
            "Ppl.Bench", [CSharpSyntaxTree.ParseText("global using System;\n" + CompiledFunction.Of(code).ToCSharp())], References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, optimizationLevel: OptimizationLevel.Release));
        using var image = new MemoryStream();
        Assert.That(compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty);
        image.Position = 0;
        var context = new AssemblyLoadContext("generated", isCollectible: true);
        MethodInfo method = context.LoadFromStream(image).GetType("Generated")!.GetMethod("Evaluate")!;
        CompiledChunk evaluate = method.CreateDelegate<CompiledChunk>();

        double[] point = [.. Enumerable.Range(0, code.Dimension).Select(i => Math.Sin(i))], expected = new double[code.Results], actual = new double[code.Results];
        double[] workspace = new double[code.WorkspaceLength + 1];
        double value = new Interpreter(code).Evaluate(point, expected);
        fixed (double* from = point, to = actual, constants = code.Constants, work = workspace)
        fixed (int* tables = code.Tables)
            Assert.That(evaluate(from, to, constants, work, tables), Is.EqualTo(value).Within(1e-12 * Math.Max(1, Math.Abs(value))));
        Assert.That(actual, Is.EqualTo(expected).Within(1e-12));
        context.Unload();
    }
}
