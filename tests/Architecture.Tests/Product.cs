using System.Reflection;

namespace SignalFire.Architecture.Tests;

/// <summary>The assemblies we ship.</summary>
internal static class Product
{
    public const string Abstractions = "SignalFire.Grains.Abstractions";
    public const string Streams = "SignalFire.Streams";
    public const string Grains = "SignalFire.Grains";
    public const string Silo = "SignalFire.Silo";
    public const string Gateway = "SignalFire.Gateway";

    /// <summary>All types of all of them, but for what compilers and generators wrote.</summary>
    public static IEnumerable<Type> Types => new[] { Abstractions, Streams, Grains, Silo, Gateway }
        .SelectMany(assembly => Assembly.Load(assembly).GetTypes())
        .Where(type => type.Namespace?.StartsWith("SignalFire.", StringComparison.Ordinal) is true);

    /// <summary>The names of the assemblies that an assembly refers to.</summary>
    public static IEnumerable<string> ReferencesOf(string assembly) => Assembly.Load(assembly).GetReferencedAssemblies().Select(reference => reference.Name!);
}
