using SignalFire.Gateway.Tests.Connections;

namespace SignalFire.Cluster.Tests.Clusters;

/// <summary>Asks the only way the classic protocol has whether a peer is there: by sending to it.</summary>
internal static class Probe
{
    /// <summary>Sends to <paramref name="target"/> until it is answered <c>peer-unknown</c>; an echo to the sender itself between two of them sets the pace.</summary>
    /// <returns>The last error's code.</returns>
    public static async Task<string> UntilUnknownAsync(TestPeer sender, string target, TimeSpan atMost, Func<int, Task>? meanwhile = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        var last = "no error";
        for (var n = 0; last is not "peer-unknown" && TimeProvider.System.GetElapsedTime(started) < atMost; n++)
        {
            await sender.SendAsync($$"""{"peerId":"{{target}}","probe":{{n}}}""");
            await sender.SendAsync($$"""{"peerId":"{{sender.Id}}","echo":{{n}}}""");
            var echo = $$"""{"senderId":"{{sender.Id}}","peerId":"{{sender.Id}}","echo":{{n}}}""";
            for (var text = await sender.ReceiveAsync(); !string.Equals(text, echo, StringComparison.Ordinal); text = await sender.ReceiveAsync())
            {
                last = text.Contains("\"peer-unknown\"", StringComparison.Ordinal) ? "peer-unknown"
                    : text.Contains("\"unavailable\"", StringComparison.Ordinal) ? "unavailable"
                    : throw new InvalidOperationException($"Instead of an echo or an error came {text}");
            }

            await (meanwhile?.Invoke(n) ?? Task.CompletedTask);
        }

        return last;
    }
}
