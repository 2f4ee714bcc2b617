namespace Ppl.Examples;

/// <summary>A file of a data set, as every mirror has it.</summary>
/// <param name="Name">Below a mirror's address, and in the cache folder.</param>
/// <param name="Bytes">Length of the content, decompressed.</param>
/// <param name="Sha256">Of the content, decompressed, in lower-case hexadecimal digits: mirrors compress as they like.</param>
internal sealed record RemoteFile(string Name, long Bytes, string Sha256);
