using System.Reflection;
using Xunit;

namespace SignalFire.Architecture.Tests;

public sealed class OptionsTests
{
    public static TheoryData<Type> Options =>
        [.. Product.Types.Where(type => type is { IsClass: true, IsPublic: true } && type.Name.EndsWith("Options", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Options))]
    public void Options_name_their_section(Type options)
    {
        var section = options.GetField("Section", BindingFlags.Public | BindingFlags.Static);

        Assert.True(section is { IsLiteral: true }, $"{options} has no constant named Section.");
        Assert.StartsWith("SignalFire:", (string?)section.GetRawConstantValue(), StringComparison.Ordinal);
    }

    [Fact]
    public void There_are_options() => Assert.True(Options.Count >= 3, "Gateway, streams and peers have some.");
}
