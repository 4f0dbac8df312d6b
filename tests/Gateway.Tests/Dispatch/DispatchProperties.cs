using SignalFire.Gateway.Tests.Protocol.Properties;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

public sealed class DispatchProperties
{
    [Cases(2000)]
    public void A_message_calls_whom_the_model_names_each_once(AnyBytes text)
    {
        var targets = MessageModel.Of(text.Bytes).Targets ?? [];
        var alice = new Sender();

        alice.TrySend(text.Bytes);
        alice.Flush();

        Assert.Equal(
            targets.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            alice.Cluster.Peers.Where(peer => alice.Cluster[peer].Calls == 1).Order(StringComparer.Ordinal));
    }
}
