using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Jwt;

/// <summary>The tests that share a gateway with tokens.</summary>
[CollectionDefinition(Name)]
public sealed class JwtGatewayTests : ICollectionFixture<JwtGateway>
{
    public const string Name = "one gateway that takes tokens of a shared key";
}
