using System.Reflection;

namespace Ppl.Core.Tests;

internal static class Members
{
    /// <summary>The names of what a class of constants and makers offers.</summary>
    public static IEnumerable<string> Of(Type type) => type.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false }).Select(member => member.Name).Distinct();
}
