using System.Diagnostics;
using System.Text;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Tests.Protocol;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Hostile;

/// <summary>What a message costs grows no faster than it: four times the length is about four times the work, and sixteen where it is squared.</summary>
public sealed class LinearTimeTests
{
    /// <summary>Four times that, and what is made of it, is below 85,000 bytes: what is larger is of another heap, with costs of its own.</summary>
    private const int Short = 16 * 1024;
    private const int Growth = 4;

    /// <summary>Between the two; the work is memory-bound at the longer length, and may grow a little faster than four.</summary>
    private const double Bound = 10;

    private const int Rounds = 25;

    /// <summary>On a busy machine the least of many rounds is still found, only later.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static TheoryData<string, string, string, string> Shapes => new()
    {
        // What repeats between a beginning and an end.
        { "members", "{\"peerId\":\"bob\"", ",\"a\":1", "}" },
        { "the same member, escaped", "{\"peerId\":\"bob\"", ",\"\\u0070\\u0065erI\\u0064\":\"bob\"", "}" },
        { "senders to cut out", "{\"peerId\":\"bob\"", ",\"senderId\":\"carol\"", "}" },
        { "senders to cut out, escaped", "{\"peerId\":\"bob\"", ",\"\\u0073ender\\u0049d\":{\"a\":[1]}", "}" },
        { "seqs to leave out", "{\"peerId\":\"bob\"", ",\"s\\u0065q\":1", "}" },
        { "targets", "{\"peerId\":[\"bob\"", ",\"bob\"", "]}" },
        { "targets, escaped", "{\"peerId\":[\"bob\"", ",\"\\u0062\\u006f\\u0062\"", "]}" },
        { "a target that is too long", "{\"peerId\":\"", "\\u0062", "\"}" },
        { "a ref that is too long", "{\"peerId\":\"bob\",\"ref\":\"", "\\u0062", "\"}" },
        { "digits", "{\"peerId\":\"bob\",\"x\":1", "9", "}" },
        { "nesting that is too deep", "{\"peerId\":\"bob\",\"x\":", "[", "" },
        { "nesting that is allowed", "{\"peerId\":\"bob\",\"x\":[0", ",[[[[[[[[{\"a\":[[[1]]]}]]]]]]]]", "]}" },
        { "escapes", "{\"peerId\":\"bob\",\"x\":\"", "\\ud83d\\n", "\"}" },
        { "white space", "{\"peerId\":\"bob\"", " ", "}" },
        { "what follows the end", "{\"peerId\":\"bob\"}", " ", "x" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_work_of_a_message_grows_no_faster_than_its_length(string what, string beginning, string part, string end)
    {
        var small = Message(beginning, part, end, Short);
        var large = Message(beginning, part, end, Short * Growth);

        var (smallest, largest) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        var started = Stopwatch.GetTimestamp();
        for (var round = 0; round < Rounds || (largest >= smallest * Bound && Stopwatch.GetElapsedTime(started) < Patience); round++)
        {
            smallest = Least(smallest, Time(small));
            largest = Least(largest, Time(large));
        }

        Assert.True(largest < smallest * Bound, $"{what}: {smallest.TotalMicroseconds:0} µs, and {largest.TotalMicroseconds:0} for {Growth} times the length.");
    }

    [Fact]
    public void Work_that_grows_with_the_square_of_the_length_would_be_noticed()
    {
        static void Square(int length)
        {
            var sum = 0;
            for (var i = 0; i < length * length; i++)
            {
                sum += i;
            }

            GC.KeepAlive(sum);
        }

        var (smallest, largest) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            smallest = Least(smallest, Time(() => Square(500)));
            largest = Least(largest, Time(() => Square(500 * Growth)));
        }

        Assert.True(largest >= smallest * Bound);
    }

    private static byte[] Message(string beginning, string part, string end, int length) =>
        Encoding.UTF8.GetBytes(beginning + string.Concat(Enumerable.Repeat(part, (length - beginning.Length - end.Length) / part.Length)) + end);

    /// <summary>All that a gateway does with a message: reads it in both forms, makes what its targets get, and numbers that.</summary>
    private static TimeSpan Time(byte[] message) => Time(() =>
    {
        GC.KeepAlive(Reading.Of(message));
        GC.KeepAlive(Reading.Of(message, form: WireForm.V1));
        Number(message);
    });

    private static TimeSpan Time(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started);
    }

    private static void Number(byte[] message)
    {
        if (MessageReader.TryRead(message, WireForm.Classic, out var read, out _))
        {
            DeliveredText alice = new(PeerId.Parse("alice"));
            var text = alice.Compose(read);
            NumberedText.Write(text, alice.SeqAt, seq: 1, hasSeq: true, new byte[NumberedText.MaxLength(text)]);
        }
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
