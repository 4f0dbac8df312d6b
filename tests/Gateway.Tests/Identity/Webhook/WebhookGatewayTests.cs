using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Webhook;

/// <summary>The tests that share a gateway and the service it asks.</summary>
[CollectionDefinition(Name)]
public sealed class WebhookGatewayTests : ICollectionFixture<WebhookGateway>
{
    public const string Name = "one gateway that asks a service";
}
