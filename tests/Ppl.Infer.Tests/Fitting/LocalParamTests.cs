using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Fits of parameters that are local to rows read outside: z_i ~ Normal(0, 1), y_i ~ Normal(z_i, 1), whose modes are y_i / 2.</summary>
public sealed class LocalParamTests
{
    private const int Count = 12;

    private readonly Tensor table = torch.linspace(-3, 3, Count, torch.float64);

    [OneTimeTearDown]
    public void Free() => table.Dispose();

    [Test]
    public void Each_row_finds_the_mode_of_its_own()
    {
        using var svi = Engine();
        FitResult result = svi.Fit(Datasets.Of(table).WithRows(), Options(epochs: 150));
        Assert.That(TensorText.ToDoubles(svi.Parameters["modes"].Unconstrained), Is.EqualTo(TensorText.ToDoubles(table).Select(y => y / 2)).Within(1e-3));
        double[] rows = [.. TensorText.ToDoubles(table).Select(y => Math.Log(2 * Math.PI) + (y * y / 4))];
        Assert.That(result.History[^1].TrainingLoss, Is.EqualTo(rows.Average()).Within(1e-3), "in nats a row, of all rows");
    }

    [Test]
    public void Rows_that_are_held_out_have_no_local_parameter_PPL314()
    {
        using var svi = Engine();
        IDataset<(Tensor, Tensor)> data = Datasets.Of(table).WithRows();
        Assert.That(() => svi.Fit(data, Options(epochs: 1), validation: data), Raises.Code("PPL314").With.Message.Contains("\"modes\"").And.Message.Contains("validation"));
    }

    private static FitOptions Options(int epochs) => new() { Epochs = epochs, BatchSize = 5, Schedules = [Schedules.Cosine(1e-3)] };

    private static Svi<(Tensor, Tensor)> Engine() => new(Model, Guide, new Adam(0.1), new TraceElbo(), new Rng(1, torch.ScalarType.Float64));

    private static void Model((Tensor Rows, Tensor Y) batch)
    {
        using Plate rows = Plate("rows", Count, batch.Rows);
        Tensor z = Sample("z", new Normal(0, 1));
        Sample("y", new Normal(z, 1), obs: batch.Y);
    }

    private static void Guide((Tensor Rows, Tensor Y) batch)
    {
        using Plate rows = Plate("rows", Count, batch.Rows);
        Sample("z", new Delta(Param("modes", () => torch.zeros([Count], torch.float64), eventDim: 0)));
    }
}
