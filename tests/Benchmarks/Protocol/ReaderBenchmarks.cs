using System.Text.Json;
using BenchmarkDotNet.Attributes;
using SignalFire.Benchmarks.Texts;
using SignalFire.Gateway.Protocol;

namespace SignalFire.Benchmarks.Protocol;

/// <summary>What it costs to find a message's target, in bare walks over its tokens.</summary>
public class ReaderBenchmarks
{
    public static IEnumerable<Text> Messages => [Texts.Messages.Candidate, Texts.Messages.Offer, Texts.Messages.Large];

    [ParamsSource(nameof(Messages))]
    public Text Message { get; set; } = null!;

    [Benchmark(Baseline = true)]
    public int Walk()
    {
        var json = new Utf8JsonReader(Message.Utf8);
        var tokens = 0;
        while (json.Read())
        {
            tokens++;
        }

        return tokens;
    }

    [Benchmark]
    public void Document()
    {
        using var document = JsonDocument.Parse(Message.Utf8);
    }

    [Benchmark]
    public bool TryRead() => MessageReader.TryRead(Message.Utf8, WireForm.Classic, out _, out _);
}
