using FsCheck.Fluent;
using Microsoft.Win32.SafeHandles;
using Ppl.Testing;

namespace Ppl.Core.Tests;

/// <summary>A file that is not what was written is refused, by a code, and by nothing else.</summary>
public sealed class DamageTests
{
    private TemporaryFolder folder = null!;
    private byte[] whole = null!;

    [SetUp]
    public void Open()
    {
        folder = new TemporaryFolder();
        using TensorScope scope = TensorScope.Begin();
        SavedState state = new();
        state.Add("step", 7);
        state.Add("mean", torch.tensor([1.0, 2.0]));
        state.Write(folder["whole"]);
        whole = File.ReadAllBytes(folder["whole"]);
    }

    [TearDown] public void Close() => folder.Dispose();

    [Test]
    public void A_file_cut_anywhere_is_refused_as_truncated()
    {
        for (int length = 1; length < whole.Length; length++)
        {
            PplException error = Refusal(whole[..length]);
            Assert.That(error.Code, Is.EqualTo("PPL302"), $"{length} bytes");
            Assert.That(error.Message, Does.Contain($"{length} found"));
        }
    }

    [Test]
    public void A_file_with_any_bit_flipped_is_refused()
    {
        Dictionary<string, int> codes = [];
        for (int bit = 0; bit < 8 * whole.Length; bit++)
        {
            Patch(bit / 8, (byte)(whole[bit / 8] ^ (1 << (bit % 8))));
            string code = Refusal("whole").Code!;
            codes[code] = codes.GetValueOrDefault(code) + 1;
            Patch(bit / 8, whole[bit / 8]);
        }
        Assert.That(codes.Keys, Is.SubsetOf(new[] { "PPL302", "PPL303", "PPL313" }));
        Assert.That(codes["PPL313"], Is.GreaterThan(5 * whole.Length), "but for the frame and the sizes, the digest tells");
    }

    [Test]
    public void A_file_with_something_after_its_end_is_refused() => Assert.That(Refusal([.. whole, 0]).Code, Is.EqualTo("PPL313"));

    /// <summary>With the digest made right again, only the checks of the header stand between the bytes and the program.</summary>
    [Test]
    public void Whatever_stands_in_a_header_is_read_or_refused_by_a_code() => Properties.Holds(Prop.ForAll(
        Gen.Two(Gen.Choose(99, whole.Length - 20)).Zip(Gen.Two(Gen.Choose(0, 255))).ToArbitrary(),
        change =>
        {
            byte[] forged = [.. whole];
            forged[change.Item1.Item1] = (byte)change.Item2.Item1;
            forged[change.Item1.Item2] = (byte)change.Item2.Item2;
            File.WriteAllBytes(folder["forged"], Forgery.Seal(forged));
            try
            {
                SavedState.Read(folder["forged"]);
            }
            catch (PplException error)
            {
                return error.Code is "PPL302" or "PPL303" or "PPL310";
            }
            return true;
        }));

    [Test]
    public void Any_bytes_are_refused_by_a_code() => Properties.Holds(Prop.ForAll(
        Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf().ToArbitrary(),
        bytes => Refusal(bytes).Code is "PPL301" or "PPL302" or "PPL303"));

    [Test]
    public void Nothing_there_is_PPL301()
    {
        Assert.That(() => SavedState.Read(folder["missing"]), Raises.Code("PPL301").With.Message.Contains("no such file"));
        Assert.That(() => SavedState.Read(folder.FullName), Raises.Code("PPL301"));
        Assert.That(Refusal([]).Message, Does.StartWith("PPL301").And.Contain("empty"));
    }

    [TestCase("hello, this is no checkpoint")]
    [TestCase("\u0010\0\0\0\0\0\0\0{}              ")]
    public void A_file_of_another_kind_is_PPL303(string content) =>
        Assert.That(Refusal(System.Text.Encoding.Latin1.GetBytes(content)).Message, Does.StartWith("PPL303").And.Contain("not a file that Ppl saved"));

    private void Patch(long offset, byte value)
    {
        using SafeFileHandle file = File.OpenHandle(folder["whole"], FileMode.Open, FileAccess.Write);
        RandomAccess.Write(file, [value], offset);
    }

    private PplException Refusal(byte[] content)
    {
        File.WriteAllBytes(folder["damaged"], content);
        return Refusal("damaged");
    }

    private PplException Refusal(string file)
    {
        try
        {
            SavedState.Read(folder[file]);
        }
        catch (PplException refusal)
        {
            return refusal;
        }
        throw new AssertionException("The file was read.");
    }
}
