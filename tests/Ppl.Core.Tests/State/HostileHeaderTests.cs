using System.Text;

namespace Ppl.Core.Tests;

/// <summary>Headers that lie, with a digest that is right. None makes the reader take memory for what it claims.</summary>
public sealed class HostileHeaderTests
{
    /// <summary>The buffers of a file and of its digest take less; the least that a lie asks for is more.</summary>
    private const long Allowance = 1 << 20;

    private TemporaryFolder folder = null!;

    [SetUp] public void Open() => folder = new TemporaryFolder();

    [TearDown] public void Close() => folder.Dispose();

    private static IEnumerable<TestCaseData> Headers()
    {
        yield return Case("an array larger than the file", Entry("a", "U8", "[1073741824]", "[0,1073741824]"), code: "PPL302");
        yield return Case("an array larger than memory", Entry("a", "U8", "[4611686018427387904]", "[0,4611686018427387904]"));
        yield return Case("negative offsets", Entry("a", "U8", "[4]", "[-4,0]"), data: 4);
        yield return Case("offsets in the wrong order", Entry("a", "U8", "[4]", "[4,0]"), data: 4);
        yield return Case("offsets that leave 64 bits", Entry("a", "U8", "[4]", "[0,18446744073709551616]"), data: 4);
        yield return Case("three offsets", Entry("a", "U8", "[4]", "[0,2,4]"), data: 4);
        yield return Case("a negative size", Entry("a", "U8", "[-4]", "[0,4]"), data: 4);
        yield return Case("two negative sizes", Entry("a", "U8", "[-2,-2]", "[0,4]"), data: 4);
        yield return Case("a product that wraps to 0", Entry("a", "F64", "[4294967296,4294967296]", "[0,0]"));
        yield return Case("a product that wraps to 4", Entry("a", "U8", "[9223372036854775807,2,3]", "[0,4]"), data: 4);
        yield return Case("no element, but strides that wrap", Entry("a", "U8", "[0,4611686018427387904,4]", "[0,0]"));
        yield return Case("a shape of more bytes than its place", Entry("a", "F32", "[2]", "[0,4]"), data: 4);
        yield return Case("a fraction as a size", Entry("a", "U8", "[4.5]", "[0,4]"), data: 4);
        yield return Case("a text as a size", Entry("a", "U8", "[\"4\"]", "[0,4]"), data: 4);
        yield return Case("too many dimensions", Entry("a", "U8", $"[{string.Join(',', Enumerable.Repeat(1, 65))}]", "[0,1]"), data: 1);
        yield return Case("arrays that overlap", Entry("a", "U8", "[4]", "[0,4]") + Entry("b", "U8", "[4]", "[2,6]"), data: 6);
        yield return Case("two arrays in one place", Entry("a", "U8", "[4]", "[0,4]") + Entry("b", "U8", "[4]", "[0,4]"), data: 4);
        yield return Case("a hole", Entry("a", "U8", "[2]", "[0,2]") + Entry("b", "U8", "[2]", "[4,6]"), data: 6);
        yield return Case("a hole at the beginning", Entry("a", "U8", "[2]", "[2,4]"), data: 4);
        yield return Case("bytes after the last array", Entry("a", "U8", "[2]", "[0,2]"), data: 4);
        yield return Case("an array twice", Entry("a", "U8", "[2]", "[0,2]") + Entry("a", "U8", "[2]", "[2,4]"), data: 4);
        yield return Case("an array twice, once escaped", Entry("a", "U8", "[2]", "[0,2]") + Entry("\\u0061", "U8", "[2]", "[2,4]"), data: 4);
        yield return Case("a shape twice", ""","a":{"dtype":"U8","shape":[2],"shape":[4],"data_offsets":[0,2]}""", data: 2);
        yield return Case("metadata twice", ",\"__metadata__\":{}");
        yield return Case("no shape", ""","a":{"dtype":"U8","data_offsets":[0,2]}""", data: 2);
        yield return Case("no array, but null", ",\"a\":null");
        yield return Case("a shape that is null", ""","a":{"dtype":"U8","shape":null,"data_offsets":[0,2]}""", data: 2);
        yield return Case("an unknown key", ""","a":{"dtype":"U8","shape":[2],"data_offsets":[0,2],"code":"x"}""", data: 2);
        yield return Case("an unknown dtype", Entry("a", "System.Diagnostics.Process", "[2]", "[0,2]"), data: 2);
        yield return Case("a dtype in lower case", Entry("a", "u8", "[2]", "[0,2]"), data: 2);
        yield return Case("a type to be made", ""","$type":"System.Diagnostics.Process, System" """);
        yield return Case("half a surrogate pair", Entry("\\ud800", "U8", "[2]", "[0,2]"), data: 2);
        yield return Case("depth", ",\"a\":" + new string('[', 100_000) + new string(']', 100_000));
        yield return Case("something after the header", "}{");
        yield return Case("a comment", "/* a */");
        yield return Case("a comma too many", ",");

        static string Entry(string name, string dtype, string shape, string offsets) => $$""","{{name}}":{"dtype":"{{dtype}}","shape":{{shape}},"data_offsets":{{offsets}}}""";

        static TestCaseData Case(string name, string entries, int data = 0, string code = "PPL303") =>
            new TestCaseData(Forgery.File(entries, data), code).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Headers))]
    public void It_is_refused_before_memory_is_taken(byte[] file, string code) => Refused(file, code);

    [TestCase(long.MaxValue)]
    [TestCase(long.MinValue)]
    [TestCase(-1)]
    [TestCase(0)]
    [TestCase(100_000_001)]
    public void A_length_that_no_header_has_is_refused(long length)
    {
        byte[] file = Forgery.File("");
        BitConverter.TryWriteBytes(file, length);
        Refused(Forgery.Seal(file), "PPL303");
    }

    [Test]
    public void A_header_longer_than_its_file_is_refused()
    {
        byte[] file = Forgery.File("");
        BitConverter.TryWriteBytes(file, 99_999_999L);
        Refused(Forgery.Seal(file), "PPL302");
    }

    [Test]
    public void A_text_that_is_null_is_refused() =>
        Refused(Forgery.Sealed(Encoding.UTF8.GetString(Forgery.File("")[8..]).Replace("\"1\"}", "\"1\",\"step\":null}")), "PPL303");

    [Test]
    public void A_BOOL_that_is_neither_0_nor_1_is_refused()
    {
        byte[] file = Forgery.File(""","a":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}""", data: 2);
        file[^1] = 2;
        Refused(Forgery.Seal(file), "PPL303");
    }

    [TestCase("2", "PPL310")]
    [TestCase("10", "PPL310")]
    [TestCase("2147483647", "PPL310")]
    [TestCase("0", "PPL303")]
    [TestCase("-1", "PPL303")]
    [TestCase("99999999999999999999", "PPL303")]
    [TestCase("", "PPL303")]
    public void Another_version_is_refused(string version, string code) => Refused(Forgery.File("", version: version), code);

    [Test]
    public void A_newer_version_is_told_before_what_it_holds_is_judged() => Refused(Forgery.File(",\"a\":{\"dtype\":\"F4\"}", version: "2"), "PPL310");

    [Test]
    public void As_many_dimensions_as_torch_allows_are_read()
    {
        string shape = string.Join(',', Enumerable.Repeat(1, 64));
        File.WriteAllBytes(folder["file"], Forgery.File($$""","a":{"dtype":"U8","shape":[{{shape}}],"data_offsets":[0,1]}""", data: 1));
        using Tensor tensor = SavedState.Read(folder["file"]).Tensor("a");
        Assert.That(tensor.dim(), Is.EqualTo(64));
    }

    private void Refused(byte[] file, string code)
    {
        File.WriteAllBytes(folder["file"], file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        PplException? error = null;
        try
        {
            SavedState.Read(folder["file"]);
        }
        catch (PplException refusal)
        {
            error = refusal;
        }
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(error?.Code, Is.EqualTo(code), error?.Message);
        Assert.That(allocated, Is.LessThan(Allowance + (2 * file.LongLength)));
    }
}
