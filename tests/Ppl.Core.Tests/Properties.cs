using FsCheck;

namespace Ppl.Core.Tests;

/// <summary>Runs a property at cases that are the same in every run.</summary>
public static class Properties
{
    public static void Holds(Property property) => FsCheck.Check.One(Config.QuickThrowOnFailure.WithReplay(20, 31), property);
}
