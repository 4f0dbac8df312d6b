using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Dispatch;
using SignalFire.Gateway.Limits;
using SignalFire.Gateway.Tests.Protocol.Properties;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

public sealed class TargetQueueProperties
{
    private const int Messages = 40;

    private readonly FakeTimeProvider _time = new();
    private readonly FakeDeliveryResults _results = new();

    [Cases(200)]
    public async Task Whatever_the_grain_does_bob_gets_everything_once_and_in_order_and_alice_one_answer_each(byte[] whims)
    {
        var bob = new CapriciousPeerGrain(whims);
        var queue = new TargetQueue(
            PeerId.Parse("bob"),
            bob,
            new MessageSource(PeerId.Parse("alice"), ConnectionId.New(), () => 1),
            new Backlog(1_000_000),
            // Time passes as fast as it can: patience must not end.
            new PersistentDelivery(new GatewayOptions { DeliveryPatience = TimeSpan.MaxValue }, new FakeCluster(), _time),
            new NewTargets(new FirstCalls(1), new GatewayOptions(), _time),
            _results,
            maxBytes: 1_000_000);

        for (var n = 0; n < Messages; n++)
        {
            queue.Add(new QueuedMessage(Bytes(n), Answer: new SendAnswer(Bytes(n), targets: 1, isArray: false)));
            if (whims.Length == 0 || whims[n % whims.Length] % 3 > 0)
            {
                queue.Flush();
                await Task.Yield();
            }
        }

        queue.Flush();
        var answers = await AnswersAsync();

        string[] sent = [.. Enumerable.Range(0, Messages).Select(Text)];
        Assert.Equal<string[]>(sent, [.. bob.Texts]);
        Assert.Equal<string[]>(sent, [.. answers.OrderBy(answer => int.Parse(answer, CultureInfo.InvariantCulture))]);
        Assert.False(_results.HasAnswer || _results.HasRefusal);
    }

    private static string Text(int n) => n.ToString(CultureInfo.InvariantCulture);

    private static byte[] Bytes(int n) => Encoding.UTF8.GetBytes(Text(n));

    /// <summary>Takes all answers, while time passes.</summary>
    private async Task<List<string>> AnswersAsync()
    {
        var answers = new List<string>();
        while (answers.Count < Messages)
        {
            var next = _results.NextAnswerAsync();
            while (!next.IsCompleted)
            {
                _time.Advance(TimeSpan.FromMilliseconds(50));
                await Task.Yield();
            }

            answers.Add(await next);
        }

        return answers;
    }
}
