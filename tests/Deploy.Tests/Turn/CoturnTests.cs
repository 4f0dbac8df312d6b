using System.Globalization;
using System.Text.Json;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Deploy.Tests.Compose;
using Xunit;

namespace SignalFire.Deploy.Tests.Turn;

public sealed class CoturnTests
{
    private const int Allowed = 0;
    private const int Forbidden = 403;
    private const int Unsupported = 442;

    // The internet; the address by which its own relay addresses are known, and what that stands for.
    private static readonly string[] Outside = ["1.1.1.1", "223.255.255.1", "2606:4700::1111", "203.0.113.7", "172.30.12.2"];

    private static readonly string[] Inside =
    [
        // Machines beside it, and those of private networks.
        "172.30.12.1", "172.17.0.1", "10.1.2.3", "192.168.1.1", "100.64.0.1", "198.18.0.1", "192.0.0.8",
        // Itself by other names, what clouds tell their machines, and many at once.
        "0.0.0.0", "0.0.0.1", "127.0.0.1", "127.9.9.9", "169.254.169.254", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        // The same by version 6.
        "::", "::1", "fc00::1", "fd12::1", "fe80::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1", "2002:a00:1::1",
    ];

    private static readonly Dictionary<string, string> Variables = new(ComposeSecrets.All, StringComparer.Ordinal) { ["TURN_HOST"] = "203.0.113.7" };

    [Fact]
    public async Task Coturn_starts_with_the_arguments_of_compose()
    {
        Tool.Coturn.Require();

        await using var coturn = await StartAsync(FreePorts.Next());

        Assert.DoesNotContain("Unknown argument", coturn.Process.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("unrecognized option", coturn.Process.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Bad configuration", coturn.Process.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Wrong address format", coturn.Process.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Its_secret_is_shown_to_nobody()
    {
        Tool.Coturn.Require();

        await using var coturn = await StartAsync(FreePorts.Next());

        var lines = CommandLines.Of("turnserver").ToArray();
        Assert.NotEmpty(lines);
        Assert.DoesNotContain(lines, line => line.Contains(ComposeSecrets.Turn, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_relays_to_the_internet_and_to_itself_and_into_no_network_of_this_machine()
    {
        Tool.Coturn.Require();
        Tool.Node.Require();
        var expected = Inside.Select(address => (address, Forbidden)).Concat(Outside.Select(address => (address, Allowed))).Append(("tcp", Unsupported))
            .ToDictionary(StringComparer.Ordinal);
        var port = FreePorts.Next();
        await using var coturn = await StartAsync(port, "--relay-ip=127.0.0.1", "--relay-ip=::1");

        await using var peer = ServerProcess.Start(
            "a peer", "node", [Repository.PathOf("tests", "Deploy.Tests", "Turn", "turn.mjs"), "127.0.0.1", port.ToString(CultureInfo.InvariantCulture), ComposeSecrets.Turn, .. Inside, .. Outside]);

        Assert.True(await peer.ExitAsync() == 0, peer.Output);
        Assert.Equal(expected, JsonSerializer.Deserialize<Dictionary<string, int>>(peer.Output));
    }

    private static Task<ComposeCoturn> StartAsync(int port, params string[] more) => ComposeCoturn.StartAsync(Variables, port, [], ["--listening-ip=127.0.0.1", .. more]);
}
