using SignalFire.Gateway.Connections;
using SignalFire.Gateway.Door;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the place where peers connect.</summary>
public static class SignalFireGatewayEndpointExtensions
{
    /// <summary>Takes peers' WebSockets at <paramref name="pattern"/>; brings its own WebSocket middleware, and its own limits at the door (<c>SignalFire:Door</c>).</summary>
    public static IEndpointConventionBuilder MapSignalFire(this IEndpointRouteBuilder endpoints, string pattern)
    {
        var endpoint = endpoints.ServiceProvider.GetRequiredService<PeerEndpoint>();
        var pipeline = endpoints.CreateApplicationBuilder();
        pipeline.Use(LastAnswer.InvokeAsync);
        pipeline.Use(endpoints.ServiceProvider.GetRequiredService<AddressCheck>().InvokeAsync);
        pipeline.Use(endpoints.ServiceProvider.GetRequiredService<DoorCheck>().InvokeAsync);
        pipeline.Use(CoalescingUpgrade.InvokeAsync);
        pipeline.UseWebSockets();
        pipeline.Run(endpoint.HandleAsync);
        return endpoints.Map(pattern, pipeline.Build()).WithDisplayName($"SignalFire {pattern}");
    }
}
