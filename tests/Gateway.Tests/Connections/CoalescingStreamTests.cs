using SignalFire.Gateway.Connections;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

public sealed class CoalescingStreamTests
{
    private static readonly byte[] Pong = new byte[127];

    [Fact]
    public async Task What_waits_behind_a_write_that_is_stuck_is_bounded()
    {
        using var inner = new StuckStream();
        await using var stream = new CoalescingStream(inner);
        stream.Cork();
        await stream.WriteAsync("burst"u8.ToArray(), TestContext.Current.CancellationToken);
        var uncorked = stream.UncorkAsync().AsTask();

        var pongs = 0;
        var waiting = ValueTask.CompletedTask;
        for (; pongs < 100_000 && waiting.IsCompleted; pongs++)
        {
            waiting = stream.WriteAsync(Pong, TestContext.Current.CancellationToken);
        }

        Assert.InRange(pongs, 1, 200);
        inner.Release();
        await waiting.AsTask().Within("the last pong");
        await uncorked.Within("the burst");
        Assert.Equal(5 + (pongs * Pong.Length), inner.Written);
    }

    [Fact]
    public async Task A_write_that_fails_keeps_nobody_waiting()
    {
        using var inner = new StuckStream();
        await using var stream = new CoalescingStream(inner);
        stream.Cork();
        await stream.WriteAsync("burst"u8.ToArray(), TestContext.Current.CancellationToken);
        var uncorked = stream.UncorkAsync().AsTask();
        var waiting = ValueTask.CompletedTask;
        while (waiting.IsCompleted)
        {
            waiting = stream.WriteAsync(Pong, TestContext.Current.CancellationToken);
        }

        inner.Fail();

        await Assert.ThrowsAsync<IOException>(() => uncorked);
        await waiting.AsTask().Within("the last pong");
    }

    [Fact]
    public async Task Each_read_of_frames_waits_for_its_pace_and_says_what_the_last_one_brought()
    {
        using var inner = new MemoryStream(new byte[5000]);
        var brought = new List<int>();
        await using var stream = new CoalescingStream(inner)
        {
            PaceReadAsync = read =>
            {
                brought.Add(read);
                return ValueTask.CompletedTask;
            },
        };

        for (var i = 0; i < 500; i++)
        {
            await stream.ReadExactlyAsync(new byte[10], TestContext.Current.CancellationToken);
        }

        Assert.Equal([0, 4096], brought);
    }

    /// <summary>Takes nothing until it is released, then all.</summary>
    private sealed class StuckStream : MemoryStream
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Written { get; private set; }

        public void Release() => _released.SetResult();

        public void Fail() => _released.SetException(new IOException("Broken."));

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await _released.Task;
            Written += buffer.Length;
        }
    }
}
