using System.Reflection;
using NetArchTest.Rules;
using Xunit;

namespace SignalFire.Architecture.Tests;

/// <summary>Who may know whom.</summary>
public sealed class ReferenceTests
{
    [Theory]
    [InlineData(Product.Abstractions)]
    [InlineData(Product.Streams)]
    [InlineData(Product.Grains, Product.Abstractions, Product.Streams)]
    [InlineData(Product.Silo, Product.Grains, Product.Streams)]
    [InlineData(Product.Gateway, Product.Abstractions, Product.Streams, Product.Silo)]
    public void A_project_knows_of_ours_only(string project, params string[] others) =>
        Assert.Empty(Product.ReferencesOf(project).Where(reference => reference.StartsWith("SignalFire", StringComparison.Ordinal)).Except(others, StringComparer.Ordinal));

    [Theory]
    [InlineData(Product.Abstractions)]
    [InlineData(Product.Streams)]
    [InlineData(Product.Grains)]
    public void What_runs_in_any_silo_knows_no_web(string project) =>
        Assert.DoesNotContain(Product.ReferencesOf(project), reference => reference.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    /// <summary>The silo is there for the gateway that hosts it too, and for what both programs share.</summary>
    [Theory]
    [InlineData("SignalFire.Gateway.Protocol")]
    [InlineData("SignalFire.Gateway.Dispatch")]
    [InlineData("SignalFire.Gateway.Connections")]
    [InlineData("SignalFire.Gateway.Peers")]
    public void The_path_of_a_message_knows_no_silo(string folder) => AssertIndependent(folder, Product.Silo);

    [Fact]
    public void The_protocol_knows_neither_cluster_nor_web() => AssertIndependent("SignalFire.Gateway.Protocol", "Orleans", "Microsoft.AspNetCore");

    private static void AssertIndependent(string folder, params string[] others)
    {
        var inside = Types.InAssembly(Assembly.Load(Product.Gateway)).That().ResideInNamespace(folder);
        Assert.NotEmpty(inside.GetTypes());

        var result = inside.ShouldNot().HaveDependencyOnAny(others).GetResult();

        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }
}
