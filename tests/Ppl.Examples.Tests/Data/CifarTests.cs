namespace Ppl.Examples.Tests;

public sealed class CifarTests
{
    [Test]
    public void A_folder_of_records_is_read_channel_by_channel_and_split()
    {
        using TemporaryFolder folder = CifarFiles.Folder();
        ImageData data = ImageFolder.Read(folder.Path);
        Assert.Multiple(() =>
        {
            Assert.That((data.Training.Count, data.Validation.Count, data.Test.Count), Is.EqualTo((22, 2, 6)));
            Assert.That(data.Shape, Is.EqualTo(new ImageShape(Channels: 3, Side: 32)));
            Assert.That((data.Training[7][0], data.Training[7][1023], data.Training[7][1024], data.Training[7][3071]), Is.EqualTo(((byte)70, (byte)70, (byte)128, (byte)0)));
            Assert.That(data.Validation.Labels, Is.EqualTo(new byte[] { 2, 3 }));
            Assert.That(data.Classes[data.Test.Labels[5]], Is.EqualTo("dog"));
        });
    }

    [Test]
    public void Training_files_are_read_in_the_order_of_their_names()
    {
        using TemporaryFolder folder = CifarFiles.Folder();
        File.WriteAllBytes(folder["data_batch_2.bin"], CifarFiles.Records(12)[^CifarFiles.Record..]);
        ImageData data = ImageFolder.Read(folder.Path);
        Assert.That(data.Training.Labels.Concat(data.Validation.Labels).TakeLast(2), Is.EqualTo(new byte[] { 3, 1 }));
    }

    [TestCase(CifarFiles.Training)]
    [TestCase(CifarFiles.Test)]
    public void A_missing_file_and_an_empty_one_are_told(string name)
    {
        using TemporaryFolder folder = CifarFiles.Folder();
        File.WriteAllBytes(folder[name], []);
        AssertError("PPL301", "the file is empty", folder);
        File.Delete(folder[name]);
        AssertError("PPL301", "no such file", folder);
    }

    [TestCase(1, "3,073 bytes expected, 1 found")]
    [TestCase(CifarFiles.Record - 1, "3,073 bytes expected, 3,072 found")]
    [TestCase(CifarFiles.Record * 24 - 5, "73,752 bytes expected, 73,747 found")]
    [TestCase(CifarFiles.Record * 23 + 1, "73,752 bytes expected, 70,680 found")]
    public void A_size_that_is_no_multiple_of_a_record_is_truncated(int length, string numbers)
    {
        using TemporaryFolder folder = CifarFiles.Folder();
        File.WriteAllBytes(folder[CifarFiles.Training], CifarFiles.Records(24)[..length]);
        AssertError("PPL302", numbers, folder);
    }

    [Test]
    public void A_label_above_nine_is_told_with_its_record()
    {
        using TemporaryFolder folder = CifarFiles.Folder();
        byte[] records = CifarFiles.Records(6);
        records[4 * CifarFiles.Record] = 10;
        File.WriteAllBytes(folder[CifarFiles.Test], records);
        AssertError("PPL303", "label 10 in record 4", folder);
    }

    [Test]
    public void One_training_image_is_not_enough_to_train_and_to_validate()
    {
        using TemporaryFolder folder = CifarFiles.Folder();
        File.WriteAllBytes(folder[CifarFiles.Training], CifarFiles.Records(1));
        AssertError("PPL301", "one training image only", folder);
    }

    private static void AssertError(string code, string mistake, TemporaryFolder folder)
    {
        PplException error = Assert.Throws<PplException>(() => ImageFolder.Read(folder.Path))!;
        Assert.That(error.Code, Is.EqualTo(code));
        Assert.That(error.Message, Does.Contain(mistake));
    }
}
