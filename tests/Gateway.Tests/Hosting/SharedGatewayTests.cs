using Xunit;

namespace SignalFire.Gateway.Tests.Hosting;

/// <summary>The tests that share a gateway.</summary>
[CollectionDefinition(Name)]
public sealed class SharedGatewayTests : ICollectionFixture<SharedGateway>
{
    public const string Name = "one gateway with the stock options";
}
