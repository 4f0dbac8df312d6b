using BenchmarkDotNet.Attributes;
using SignalFire.Benchmarks.Texts;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;

namespace SignalFire.Benchmarks.Protocol;

/// <summary>What it costs to make the text that a target gets, in plain copies of the message.</summary>
public class SpliceBenchmarks
{
    private readonly DeliveredText _deliveredText = new(PeerId.Parse("V1StGXR8_Z5jdHi6B-myT"));
    private Read _plain = null!;
    private Read _senderFirst = null!;
    private Read _senderInTheMiddle = null!;

    public static IEnumerable<Text> Messages => [Texts.Messages.Candidate, Texts.Messages.Offer, Texts.Messages.Large];

    [ParamsSource(nameof(Messages))]
    public Text Message { get; set; } = null!;

    [GlobalSetup]
    public void ReadMessages()
    {
        _plain = Read.Of(Message.Utf8);
        _senderFirst = Read.Of(Texts.Messages.WithSenderFirst(Message.Utf8));
        _senderInTheMiddle = Read.Of(Texts.Messages.WithSenderInTheMiddle(Message.Utf8));
    }

    [Benchmark(Baseline = true)]
    public byte[] Copy() => Message.Utf8.AsSpan().ToArray();

    [Benchmark]
    public byte[] Compose() => _deliveredText.Compose(_plain.Message);

    [Benchmark]
    public byte[] ComposeWithoutItsFirstMember() => _deliveredText.Compose(_senderFirst.Message);

    [Benchmark]
    public byte[] ComposeWithoutAMember() => _deliveredText.Compose(_senderInTheMiddle.Message);

    /// <summary>A message that was read: the reader's own result can't be kept on the heap.</summary>
    private sealed class Read(byte[] text, int bodyStart, SenderIdCuts cuts)
    {
        public PeerMessage Message => new(text, bodyStart, target: default, cuts);

        public static Read Of(byte[] text) =>
            MessageReader.TryRead(text, WireForm.Classic, out var message, out _)
                ? new Read(text, message.BodyStart, message.Cuts)
                : throw new InvalidOperationException("A message of the benchmarks can't be read.");
    }
}
