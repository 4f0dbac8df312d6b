using System.Diagnostics;
using SignalFire.Load.Checks;
using SignalFire.Load.Connections;
using SignalFire.Load.Messages;
using SignalFire.Load.Pairs;

namespace SignalFire.Load.Calls;

/// <summary>Two peers that call: offer and candidates one way, answer and candidates the other.</summary>
internal sealed class CallPair
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly CallEnd _caller;
    private readonly CallEnd _callee;

    public CallPair(Connection caller, Connection callee, Ledger ledger)
    {
        There = new Flow(caller, callee, ledger);
        Back = new Flow(callee, caller, ledger);
        _caller = new CallEnd(Back, There, Body.Offer, ledger);
        _callee = new CallEnd(There, Back, Body.Answer, ledger);
        caller.Start(_caller);
        callee.Start(_callee);
    }

    public Flow There { get; }

    public Flow Back { get; }

    public async ValueTask GreetAsync()
    {
        await _caller.GreetAsync();
        await _callee.GreetAsync();
    }

    /// <summary>Sets up one call; null when it did not complete in time.</summary>
    public async Task<TimeSpan?> CallAsync(CancellationToken cancellation)
    {
        Task both = Task.WhenAll(_caller.ExpectAsync(), _callee.ExpectAsync());
        long start = Stopwatch.GetTimestamp();
        await _caller.SendBurstAsync();
        try
        {
            await both.WaitAsync(Timeout, cancellation);
            return Stopwatch.GetElapsedTime(start);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
