namespace Ppl.Examples.Tests;

public sealed class IdxTests
{
    [TestCase(false)]
    [TestCase(true)]
    public void A_folder_of_plain_or_gzipped_files_is_read_and_split(bool gzipped)
    {
        using TemporaryFolder folder = IdxFiles.Folder(gzipped);
        ImageData data = Idx.ReadFolder(folder.Path);
        byte[] pixels = IdxFiles.Images(24)[16..];
        Assert.Multiple(() =>
        {
            Assert.That((data.Training.Count, data.Validation.Count, data.Test.Count), Is.EqualTo((22, 2, 6)));
            Assert.That(data.Training.Pixels.Concat(data.Validation.Pixels), Is.EqualTo(pixels));
            Assert.That(data.Validation.Labels, Is.EqualTo(new byte[] { 2, 3 }));
        });
    }

    [Test]
    public void An_archive_is_known_by_its_content_not_by_its_name()
    {
        using TemporaryFolder folder = IdxFiles.Folder();
        File.WriteAllBytes(folder[IdxFiles.TestLabels], IdxFiles.Gzip(IdxFiles.Labels(6)));
        Assert.That(Idx.ReadFolder(folder.Path).Test.Count, Is.EqualTo(6));
    }

    [Test]
    public void A_missing_folder_and_an_empty_folder_and_a_missing_file_and_an_empty_file_are_told()
    {
        using TemporaryFolder folder = IdxFiles.Folder();
        Directory.CreateDirectory(folder["nothing"]);
        AssertError("PPL301", "no such folder", () => ImageFolder.Read(folder["absent"]));
        AssertError("PPL301", "the folder is empty", () => ImageFolder.Read(folder["nothing"]));
        File.WriteAllBytes(folder[IdxFiles.TrainLabels], []);
        AssertError("PPL301", "the file is empty", () => Idx.ReadFolder(folder.Path));
        File.Delete(folder[IdxFiles.TrainLabels]);
        AssertError("PPL301", "no such file", () => Idx.ReadFolder(folder.Path));
    }

    [TestCase(3, "8 bytes expected, 3 found")]
    [TestCase(7, "8 bytes expected, 7 found")]
    [TestCase(20, "32 bytes expected, 20 found")]
    public void A_truncated_file_says_how_many_bytes_it_lacks(int length, string numbers)
    {
        using TemporaryFolder folder = IdxFiles.Folder();
        File.WriteAllBytes(folder[IdxFiles.TrainLabels], IdxFiles.Labels(24)[..length]);
        AssertError("PPL302", numbers, () => Idx.ReadFolder(folder.Path));
    }

    [TestCase(0.3)]
    [TestCase(0.9)]
    public void A_truncated_archive_is_truncated_not_corrupt(double share)
    {
        using TemporaryFolder folder = IdxFiles.Folder(gzipped: true);
        byte[] archive = IdxFiles.Gzip(IdxFiles.Images(24));
        File.WriteAllBytes(folder[IdxFiles.TrainImages + ".gz"], archive[..(int)(share * archive.Length)]);
        AssertError("PPL302", "18,832 bytes expected", () => Idx.ReadFolder(folder.Path));
    }

    [Test]
    public void A_corrupt_archive_is_told_from_a_truncated_one()
    {
        using TemporaryFolder folder = IdxFiles.Folder(gzipped: true);
        byte[] archive = IdxFiles.Gzip(IdxFiles.Images(24));
        for (int i = 20; i < 60; i++) archive[i] ^= 0xff;
        File.WriteAllBytes(folder[IdxFiles.TrainImages + ".gz"], archive);
        AssertError("PPL305", "corrupt gzip", () => Idx.ReadFolder(folder.Path));
    }

    /// <summary>Whatever nonsense comes out of it: another magic number, another size, too many bytes.</summary>
    [Test]
    public void A_wrong_checksum_makes_an_archive_corrupt()
    {
        foreach (byte[] content in new[] { IdxFiles.Images(24), IdxFiles.Labels(24), IdxFiles.Images(24, 14, 56), [.. IdxFiles.Images(24), 0] })
            AssertCorrupt(content);
    }

    private static void AssertCorrupt(byte[] content)
    {
        using TemporaryFolder folder = IdxFiles.Folder(gzipped: true);
        byte[] archive = IdxFiles.Gzip(content);
        archive[^6] ^= 0xff;
        File.WriteAllBytes(folder[IdxFiles.TrainImages + ".gz"], archive);
        AssertError("PPL305", "corrupt gzip", () => Idx.ReadFolder(folder.Path));
    }

    [Test]
    public void A_wrong_magic_number_is_told_and_so_are_files_that_changed_places()
    {
        using TemporaryFolder folder = IdxFiles.Folder();
        File.WriteAllBytes(folder[IdxFiles.TrainImages], IdxFiles.Labels(24));
        AssertError("PPL303", "changed places", () => Idx.ReadFolder(folder.Path));
        File.WriteAllBytes(folder[IdxFiles.TrainImages], [.. "no digits at all"u8]);
        AssertError("PPL303", "2051 expected", () => Idx.ReadFolder(folder.Path));
    }

    [Test]
    public void Bytes_beyond_the_header_s_count_and_labels_beyond_nine_are_a_wrong_format()
    {
        using TemporaryFolder folder = IdxFiles.Folder();
        File.WriteAllBytes(folder[IdxFiles.TrainLabels], [.. IdxFiles.Labels(24), 0]);
        AssertError("PPL303", "more than the 32 bytes", () => Idx.ReadFolder(folder.Path));
        File.WriteAllBytes(folder[IdxFiles.TrainLabels], [.. IdxFiles.Labels(24)[..^1], 10]);
        AssertError("PPL303", "label 10 at position 23", () => Idx.ReadFolder(folder.Path));
    }

    [Test]
    public void Counts_of_images_and_labels_must_agree()
    {
        using TemporaryFolder folder = IdxFiles.Folder();
        File.WriteAllBytes(folder[IdxFiles.TrainLabels], IdxFiles.Labels(23));
        AssertError("PPL304", "24 images", () => Idx.ReadFolder(folder.Path));
    }

    [Test]
    public void One_image_is_not_enough_to_train_and_to_validate()
    {
        using TemporaryFolder folder = IdxFiles.Folder();
        File.WriteAllBytes(folder[IdxFiles.TrainImages], IdxFiles.Images(1));
        File.WriteAllBytes(folder[IdxFiles.TrainLabels], IdxFiles.Labels(1));
        AssertError("PPL301", "one image only", () => Idx.ReadFolder(folder.Path));
        File.WriteAllBytes(folder[IdxFiles.TrainImages], IdxFiles.Images(2));
        File.WriteAllBytes(folder[IdxFiles.TrainLabels], IdxFiles.Labels(2));
        Assert.That(Idx.ReadFolder(folder.Path), Has.Property("Training").Property("Count").EqualTo(1).And.Property("Validation").Property("Count").EqualTo(1));
    }

    [Test]
    public void Images_of_another_size_are_refused()
    {
        using TemporaryFolder folder = IdxFiles.Folder();
        File.WriteAllBytes(folder[IdxFiles.TrainImages], IdxFiles.Images(24, 32, 32));
        AssertError("PPL306", "32 x 32 pixels", () => Idx.ReadFolder(folder.Path));
    }

    [TestCase(2_000_000, "1,568,000,016", false)]
    [TestCase(2_000_000, "1,568,000,016", true)]
    [TestCase(-1, "3,367,254,359,296", false)]
    public void A_header_that_promises_more_than_the_file_can_hold_allocates_nothing(int images, string bytes, bool gzipped)
    {
        using TemporaryFolder folder = IdxFiles.Folder();
        byte[] content = [.. IdxFiles.Header(2051, images, 28, 28), .. new byte[100]];
        File.WriteAllBytes(folder[IdxFiles.TrainImages], gzipped ? IdxFiles.Gzip(content) : content);
        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertError("PPL302", bytes + " bytes expected", () => Idx.ReadFolder(folder.Path));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
    }

    private static void AssertError(string code, string mistake, Action read)
    {
        PplException error = Assert.Throws<PplException>(read)!;
        Assert.That(error.Code, Is.EqualTo(code));
        Assert.That(error.Message, Does.Contain(mistake));
    }
}
