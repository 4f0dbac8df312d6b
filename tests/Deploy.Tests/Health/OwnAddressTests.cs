using Microsoft.Extensions.Configuration;
using SignalFire.Silo.Health;
using Xunit;

namespace SignalFire.Deploy.Tests.Health;

public sealed class OwnAddressTests
{
    [Theory]
    [InlineData("", "http://localhost:8080/")]
    [InlineData("urls=http://*:9000", "http://127.0.0.1:9000/")]
    [InlineData("urls=http://+:9000", "http://127.0.0.1:9000/")]
    [InlineData("urls=http://0.0.0.0:9000", "http://127.0.0.1:9000/")]
    [InlineData("urls=http://[::]:9000", "http://127.0.0.1:9000/")]
    [InlineData("urls=http://10.1.2.3:9000", "http://10.1.2.3:9000/")]
    [InlineData("urls=https://*:9443;http://*:9000", "http://127.0.0.1:9000/")]
    [InlineData("urls=https://*:9443", null)]
    [InlineData("http_ports=9000", "http://127.0.0.1:9000/")]
    [InlineData("http_ports=9000;9001", "http://127.0.0.1:9000/")]
    [InlineData("http_ports=9000 urls=http://*:9001", "http://127.0.0.1:9001/")]
    [InlineData("Kestrel:Endpoints:Web:Url=http://*:9000 urls=http://*:9001", "http://127.0.0.1:9000/")]
    public void Where_a_program_listens_seen_from_its_own_machine(string settings, string? address)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => KeyValuePair.Create(pair.Split('=')[0], (string?)pair.Split('=')[1])))
            .Build();

        Assert.Equal(address, OwnAddress.Of(configuration, "http://localhost:8080")?.ToString());
    }
}
