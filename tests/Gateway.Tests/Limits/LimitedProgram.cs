using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Limits;

/// <summary>The program as its users start it, with little room for everything that a connection may do.</summary>
public sealed class LimitedProgram : IAsyncLifetime
{
    private ProgramGateway? _gateway;

    internal ProgramGateway Gateway => _gateway!;

    public async ValueTask InitializeAsync() => _gateway = await ProgramGateway.StartAsync(
        "SignalFire:Gateway:MaxMessageBytes=4096",
        "SignalFire:Gateway:MaxDepth=8",
        "SignalFire:Gateway:MaxTargets=3",
        "SignalFire:Gateway:MessagesPerSecond=2",
        "SignalFire:Gateway:BytesPerSecond=2048",
        "SignalFire:Gateway:RateBurst=00:00:05",
        "SignalFire:Gateway:MaxRateRefusals=8",
        "SignalFire:Gateway:MaxBadMessagesInRow=3",
        "SignalFire:Gateway:KeepAliveInterval=00:00:00.200",
        "SignalFire:Gateway:KeepAliveTimeout=00:00:02",
        "SignalFire:Gateway:Compression=true",
        "SignalFire:Door:AllowedOrigins:0=*");

    public ValueTask DisposeAsync() => _gateway?.DisposeAsync() ?? ValueTask.CompletedTask;
}
