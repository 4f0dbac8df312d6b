using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SignalFire.Silo.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Hosting;

public sealed class ProgramTests
{
    [Fact]
    public async Task The_gateway_program_listens_at_port_8080_of_this_machine_unless_told()
    {
        using var program = await BuiltProgram.OfAsync(typeof(GatewayOptions).Assembly);

        Assert.Equal("http://localhost:8080", Urls(program));
    }

    [Fact]
    public async Task The_silo_program_listens_at_port_8081_of_this_machine_unless_told()
    {
        using var program = await BuiltProgram.OfAsync(
            typeof(HostDefaults).Assembly, "--ConnectionStrings:redis=127.0.0.1:6379", "--Orleans:Endpoints:SiloPort=0", "--Orleans:Endpoints:GatewayPort=0");

        Assert.Equal("http://localhost:8081", Urls(program));
    }

    [Fact]
    public async Task The_default_address_gives_way_to_a_configured_one()
    {
        using var program = await BuiltProgram.OfAsync(typeof(GatewayOptions).Assembly, "--urls=http://127.0.0.1:5000");

        Assert.Equal("http://127.0.0.1:5000", Urls(program));
    }

    [Theory]
    [InlineData("--http_ports=5000")]
    [InlineData("--https_ports=5001")]
    [InlineData("--Kestrel:Endpoints:Peers:Url=http://127.0.0.1:5000")]
    public async Task The_default_address_gives_way_to_other_ways_to_configure_one(string setting)
    {
        using var program = await BuiltProgram.OfAsync(typeof(GatewayOptions).Assembly, setting);

        Assert.Null(Urls(program));
    }

    private static string? Urls(BuiltProgram program) => program.Services.GetRequiredService<IConfiguration>()["urls"];
}
