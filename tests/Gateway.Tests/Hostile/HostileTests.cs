using Xunit;

namespace SignalFire.Gateway.Tests.Hostile;

/// <summary>The tests that share the gateway under fire.</summary>
[CollectionDefinition(Name)]
public sealed class HostileTests : ICollectionFixture<HostileGateway>
{
    public const string Name = "one gateway under fire";
}
