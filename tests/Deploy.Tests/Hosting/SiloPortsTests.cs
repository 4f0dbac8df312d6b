using System.Net;
using System.Net.Sockets;
using SignalFire.Silo.Hosting;
using Xunit;

namespace SignalFire.Deploy.Tests.Hosting;

public sealed class SiloPortsTests
{
    // A silo listens a while after its port was chosen.
    [Fact]
    public void No_port_is_chosen_for_two_silos_of_one_process()
    {
        var ports = Enumerable.Range(0, 1000).Select(_ => SiloPorts.Free()).ToArray();

        Assert.Equal(ports.Length, ports.Distinct().Count());
    }

    // Linux' begin here: what is chosen must not go to an outgoing connection before the silo listens.
    [Fact]
    public void No_port_is_chosen_that_systems_hand_out() => Assert.InRange(SiloPorts.Free(), 1024, 32_767);

    [Fact]
    public void No_port_is_chosen_that_somebody_listens_on()
    {
        var next = SiloPorts.Free() + 1;
        using var taken = new TcpListener(IPAddress.Loopback, next);
        taken.Start();

        Assert.NotEqual(next, SiloPorts.Free());
    }
}
