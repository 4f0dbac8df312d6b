using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace SignalFire.Grains.Tests.Telemetry;

/// <summary>What the silos of a cluster tell of their peers, together: <c>signalfire.peers attached</c>, <c>signalfire.mailbox.bytes</c>.</summary>
internal sealed class PeerNumbers : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counted = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _observed = new(StringComparer.Ordinal);

    public PeerNumbers(PeerCluster cluster)
    {
        var silos = cluster.Meters;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name is "SignalFire.Grains" && instrument.Meter.Scope is IMeterFactory silo && silos.Contains(silo))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            (instrument.IsObservable ? _observed : _counted).AddOrUpdate(
                tags.Length > 0 ? $"{instrument.Name} {tags[0].Value}" : instrument.Name, value, (_, sum) => sum + value));
        _listener.Start();
    }

    /// <summary>The number now.</summary>
    public long this[string name]
    {
        get
        {
            if (_counted.TryGetValue(name, out var counted))
            {
                return counted;
            }

            _observed.Clear();
            _listener.RecordObservableInstruments();
            return _observed.GetValueOrDefault(name);
        }
    }

    /// <summary>Waits until a number is that.</summary>
    public Task IsAsync(string name, long number) => Eventually.IsTrueAsync(() => Task.FromResult(this[name] == number), $"{name} was {number}");

    public void Dispose() => _listener.Dispose();
}
