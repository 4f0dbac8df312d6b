using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Silo.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Hosting;

public sealed class StopOrderTests
{
    /// <summary>What is started last is stopped first, and the web server's stop waits for all connections.</summary>
    [Theory]
    [InlineData]
    [InlineData("--ConnectionStrings:redis=127.0.0.1:6379")]
    [InlineData("--ConnectionStrings:redis=127.0.0.1:6379", "--SignalFire:HostSilo=true")]
    public async Task The_gateway_program_lets_its_peers_go_before_it_leaves_the_cluster(params string[] settings)
    {
        using var program = await BuiltProgram.OfAsync(typeof(GatewayOptions).Assembly, [.. settings, $"--Orleans:Endpoints:SiloPort={FreePorts.Next()}", "--Orleans:Endpoints:GatewayPort=0"]);

        var services = program.Services.GetServices<IHostedService>().Select(service => service.GetType().FullName!).ToArray();

        Assert.Contains(services[..^1], name => name.StartsWith("Orleans.", StringComparison.Ordinal));
        Assert.StartsWith("Microsoft.AspNetCore.Hosting.", services[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_programs_may_take_45_seconds_to_stop()
    {
        using var gateway = await BuiltProgram.OfAsync(typeof(GatewayOptions).Assembly);
        using var silo = await BuiltProgram.OfAsync(
            typeof(SiloHostingExtensions).Assembly, "--ConnectionStrings:redis=127.0.0.1:6379", "--Orleans:Endpoints:SiloPort=0", "--Orleans:Endpoints:GatewayPort=0");

        Assert.Equal(TimeSpan.FromSeconds(45), ShutdownTimeout(gateway));
        Assert.Equal(TimeSpan.FromSeconds(45), ShutdownTimeout(silo));
    }

    [Fact]
    public async Task The_time_for_a_stop_gives_way_to_a_configured_one()
    {
        using var gateway = await BuiltProgram.OfAsync(typeof(GatewayOptions).Assembly, "--shutdownTimeoutSeconds=7");

        Assert.Equal(TimeSpan.FromSeconds(7), ShutdownTimeout(gateway));
    }

    private static TimeSpan ShutdownTimeout(BuiltProgram program) => program.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;
}
