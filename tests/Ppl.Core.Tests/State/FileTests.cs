using System.Text;
using Ppl.Testing;
using TorchSharp;

namespace Ppl.Core.Tests;

/// <summary>Saved states as files: what is written is read, to the last bit.</summary>
public sealed class FileTests
{
    private TemporaryFolder folder = null!;
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => (folder, scope) = (new TemporaryFolder(), torch.NewDisposeScope());

    [TearDown]
    public void Close()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Test]
    public void Texts_and_numbers_come_back_to_the_last_bit()
    {
        SavedState state = new();
        state.Add("text", "line\nquote\" backslash\\ tab\t nul\0 grüße 漢字 🎲");
        state.Add("", "no name");
        state.Part("part").Add("whole", long.MinValue);
        state.Part("part").Add("tenth", 0.1);
        state.Part("part").Add("least", double.Epsilon);
        state.Part("part").Add("infinite", double.NegativeInfinity);
        state.Part("part").Add("none", double.NaN);
        state.Part("part").Add("zero", -0.0);
        SavedState back = Again(state);
        Assert.That(back.Texts, Is.EqualTo(state.Texts));
        Assert.That(back.Text("text"), Is.EqualTo(state.Text("text")));
        Assert.That(back.Text(""), Is.EqualTo("no name"));
        Assert.That(back.Part("part").Integer("whole"), Is.EqualTo(long.MinValue));
        foreach ((string name, double number) in new[] { ("tenth", 0.1), ("least", double.Epsilon), ("infinite", double.NegativeInfinity), ("none", double.NaN), ("zero", -0.0) })
            Assert.That(BitConverter.DoubleToInt64Bits(back.Part("part").Number(name)), Is.EqualTo(BitConverter.DoubleToInt64Bits(number)), name);
    }

    [Test]
    public void Arrays_of_numbers_come_back()
    {
        SavedState state = new();
        state.Add("order", [3L, 1, long.MaxValue]);
        state.Add("losses", [0.1, double.NaN, -0.0]);
        state.Add("none", Array.Empty<double>());
        SavedState back = Again(state);
        Assert.That(back.Integers("order"), Is.EqualTo(new[] { 3L, 1, long.MaxValue }));
        Assert.That(back.Numbers("losses").Select(BitConverter.DoubleToInt64Bits), Is.EqualTo(new[] { 0.1, double.NaN, -0.0 }.Select(BitConverter.DoubleToInt64Bits)));
        Assert.That(back.Numbers("none"), Is.Empty);
        Assert.That(() => back.Integers("losses"), Raises.Code("PPL309"));
    }

    [TestCase(torch.ScalarType.Float64)]
    [TestCase(torch.ScalarType.Float32)]
    [TestCase(torch.ScalarType.Float16)]
    [TestCase(torch.ScalarType.BFloat16)]
    [TestCase(torch.ScalarType.Int64)]
    [TestCase(torch.ScalarType.Int32)]
    [TestCase(torch.ScalarType.Int16)]
    [TestCase(torch.ScalarType.Int8)]
    [TestCase(torch.ScalarType.Byte)]
    [TestCase(torch.ScalarType.Bool)]
    public void Tensors_of_every_dtype_and_shape_come_back(torch.ScalarType dtype)
    {
        SavedState state = new();
        foreach (long[] shape in new long[][] { [], [0], [1], [3, 0, 2], [2, 3, 4] })
            state.Add(string.Join("x", shape), torch.arange(shape.Aggregate(1L, (a, b) => a * b)).reshape(shape).to(dtype));
        state.Add("transposed", torch.arange(6).reshape(2, 3).to(dtype).transpose(0, 1));
        SavedState back = Again(state);
        foreach (string name in state.Arrays)
        {
            Assert.That(back.Tensor(name).dtype, Is.EqualTo(dtype));
            Assert.That(back.Tensor(name).shape, Is.EqualTo(state.Tensor(name).shape));
            Assert.That(back.Array(name).Bytes, Is.EqualTo(state.Array(name).Bytes));
        }
        Assert.That(TensorText.ToDoubles(back.Tensor("transposed").to(torch.float64)), Has.Length.EqualTo(6));
    }

    [Test]
    public void A_NaN_keeps_its_payload()
    {
        Tensor nan = torch.zeros([2], torch.float32);
        nan.bytes = (byte[])[1, 2, 0xC0, 0x7F, 5, 0, 0x80, 0xFF];
        SavedState state = new();
        state.Add("nan", nan);
        Assert.That(Again(state).Array("nan").Bytes, Is.EqualTo(new byte[] { 1, 2, 0xC0, 0x7F, 5, 0, 0x80, 0xFF }));
    }

    [Test]
    public void A_name_may_be_anything_that_is_text()
    {
        string[] names = ["", " ", "a/b", "\"", "\\", "\0", "grüße", "🎲", "__metadata", new string('n', 1000)];
        SavedState state = new();
        foreach (string name in names) state.Part("p").Add(name, torch.tensor(1.0));
        Assert.That(Again(state).Part("p").Arrays, Is.EquivalentTo(names));
    }

    [Test]
    public void Equal_states_give_equal_bytes_in_whatever_order_they_were_filled()
    {
        string[] names = [.. Enumerable.Range(0, 200).Select(i => $"array {i}")];
        Write("a", names);
        Write("b", names.Reverse());
        Assert.That(File.ReadAllBytes(folder["a"]), Is.EqualTo(File.ReadAllBytes(folder["b"])));

        void Write(string file, IEnumerable<string> order)
        {
            SavedState state = new();
            foreach (string name in order)
            {
                state.Add(name, torch.tensor(1.0));
                state.Part("half").Add(name, torch.tensor(1.0f));
                state.Add(name + "text", name);
            }
            state.Write(folder[file]);
        }
    }

    [Test]
    public void A_part_is_written_alone_and_under_its_own_names()
    {
        SavedState state = new();
        state.Add("outer", 1);
        state.Part("p").Add("inner", 2);
        state.Part("p").Write(folder["part"]);
        Assert.That(SavedState.Read(folder["part"]).Texts, Is.EqualTo(new[] { "inner" }));
    }

    [Test]
    public void The_bytes_are_those_of_the_documentation()
    {
        SavedState state = new();
        state.Add("step", 7);
        state.Add("mean", torch.tensor(1.0f));
        state.Write(folder["run"]);
        byte[] file = File.ReadAllBytes(folder["run"]);
        string header = Encoding.UTF8.GetString(file[8..^4]);
        Assert.That(BitConverter.ToInt64(file), Is.EqualTo(header.Length).And.EqualTo(header.Length / 8 * 8));
        Assert.That(header.TrimEnd(), Does.Match("""^\{"__metadata__":\{"sha256":"[0-9a-f]{64}","format":"ppl","version":"1","step":"7"\},"mean":\{"dtype":"F32","shape":\[\],"data_offsets":\[0,4\]\}\}$"""));
        Assert.That(BitConverter.ToSingle(file.AsSpan()[^4..]), Is.EqualTo(1));
    }

    [Test]
    public void An_array_begins_at_a_multiple_of_its_elements_size()
    {
        SavedState state = new();
        state.Add("a", torch.zeros([3], torch.uint8));
        state.Add("b", torch.zeros([1], torch.float64));
        state.Add("c", torch.zeros([1], torch.ScalarType.Float16));
        state.Write(folder["run"]);
        string header = Encoding.UTF8.GetString(File.ReadAllBytes(folder["run"]));
        Assert.That(header, Does.Contain("[0,8]").And.Contain("[8,10]").And.Contain("[10,13]"));
    }

    [TestCase("sha256")]
    [TestCase("format")]
    [TestCase("version")]
    public void A_text_with_a_name_of_the_formats_own_is_refused(string name)
    {
        SavedState state = new();
        state.Add(name, "mine");
        Assert.That(() => state.Write(folder["run"]), Throws.ArgumentException);
        Assert.That(folder.Files, Is.Empty);
    }

    [Test]
    public void A_name_that_is_no_Unicode_text_is_refused()
    {
        SavedState state = new();
        state.Add("lone \uD800", torch.tensor(1.0));
        Assert.That(() => state.Write(folder["run"]), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void Complex_elements_are_refused() =>
        Assert.That(() => new SavedState().Add("z", torch.zeros([2], torch.ScalarType.ComplexFloat32)), Throws.TypeOf<NotSupportedException>());

    private SavedState Again(SavedState state)
    {
        state.Write(folder["state"]);
        return SavedState.Read(folder["state"]);
    }
}
