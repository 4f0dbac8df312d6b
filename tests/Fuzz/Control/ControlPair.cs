using System.Net;
using System.Security.Cryptography;
using SignalFire.Fuzz.Checks;
using SignalFire.Load.Arguments;
using SignalFire.Load.Connections;
using SignalFire.Load.Latency;

namespace SignalFire.Fuzz.Control;

/// <summary>Alice (v1, who asks for answers) and bob (classic), who do nothing wrong: each sends the other numbered messages all along.</summary>
internal sealed class ControlPair : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly NumberCheck _aliceToBob;
    private readonly NumberCheck _bobToAlice;
    private readonly PairEnd _alice;
    private readonly PairEnd _bob;
    private readonly Task _sending;

    private ControlPair(Connection alice, Connection bob, int rate, Strangers strangers, Findings findings)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _aliceToBob = new NumberCheck(findings, "alice to bob");
        _bobToAlice = new NumberCheck(findings, "bob to alice");
        _alice = new PairEnd(alice, hasSeq: true, secret, _bobToAlice, _aliceToBob, strangers, findings);
        _bob = new PairEnd(bob, hasSeq: false, secret, _aliceToBob, _bobToAlice, strangers, findings);
        Alice = alice.PeerIdUtf8;
        Bob = bob.PeerIdUtf8;
        _alice.Start(Bob);
        _bob.Start(Alice);
        _sending = SendAsync(TimeSpan.FromSeconds(1.0 / rate));
    }

    public byte[] Alice { get; }

    public byte[] Bob { get; }

    public long Sent => _aliceToBob.Sent + _bobToAlice.Sent;

    /// <summary>Connects the two and lets them begin.</summary>
    /// <param name="gateway">Where.</param>
    /// <param name="rate">Messages per second of each.</param>
    /// <param name="strangers">Who else may send to them.</param>
    /// <param name="findings">What is wrong.</param>
    /// <param name="cancellation">Ends the wait for their connections.</param>
    public static async Task<ControlPair> StartAsync(IPEndPoint gateway, int rate, Strangers strangers, Findings findings, CancellationToken cancellation)
    {
        var url = new Uri(Invariant($"ws://{gateway}/"));
        var alice = await Opening.OpenAsync(await GatewayAddress.ResolveAsync(url, WireForm.V1, cancellation), cancellation);
        var bob = await Opening.OpenAsync(await GatewayAddress.ResolveAsync(url, WireForm.Classic, cancellation), cancellation);
        return new ControlPair(alice, bob, rate, strangers, findings);
    }

    /// <summary>Counts how long messages take from now on.</summary>
    public Histogram MeasureLatency() => _alice.Latency = _bob.Latency = new Histogram();

    /// <summary>Ends the sending, waits until all has arrived and is answered, and closes the books.</summary>
    public async Task JudgeAsync(TimeSpan patience)
    {
        await _stop.CancelAsync();
        await _sending;
        var deadline = DateTime.UtcNow + patience;
        while (!(_aliceToBob.IsSettled && _bobToAlice.IsSettled) && DateTime.UtcNow < deadline)
        {
            await Task.Delay(20);
        }

        _aliceToBob.Judge();
        _bobToAlice.Judge();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sending;
        await _alice.CloseAsync();
        await _bob.CloseAsync();
        _stop.Dispose();
    }

    private async Task SendAsync(TimeSpan pause)
    {
        using PeriodicTimer timer = new(pause);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await _alice.SendAsync();
                await _bob.SendAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
    }
}
