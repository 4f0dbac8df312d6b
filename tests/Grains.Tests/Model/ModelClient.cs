namespace SignalFire.Grains.Tests.Model;

/// <summary>A client with its session: reads what its connections took, and checks that nothing is missing, doubled or out of order.</summary>
internal sealed class ModelClient(bool resumable)
{
    private readonly Dictionary<ConnectionId, string> _lastOf = [];
    private int _readOfLine;

    public bool IsResumable => resumable;

    /// <summary>Whether it took the peer by a token that was not good any more: its own tokens are of no session that there was.</summary>
    public bool IsThief { get; init; }

    /// <summary>The connections of the session, the newest last.</summary>
    public List<Line> Lines { get; } = [];

    public Line Line => Lines[^1];

    /// <summary>What the client knows: its session, its token.</summary>
    public Attachment Greeting { get; private set; } = new(AttachOutcome.Refused);

    /// <summary>The last message that the client has read.</summary>
    public long LastRead { get; private set; }

    /// <summary>The texts the client has read.</summary>
    public HashSet<string> Read { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether messages were lost, and the client was told.</summary>
    public bool HasGap { get; private set; }

    /// <summary>The last message that was lost with a silo.</summary>
    public long LostUpTo { get; set; }

    public void Connected(Line line)
    {
        Lines.Add(line);
        Greeting = line.Attachment;
        _readOfLine = 0;
        HasGap |= line.Attachment.Outcome is AttachOutcome.ResumedWithGap;
    }

    /// <summary>Reads messages from the present connection.</summary>
    public void ReadNext(int messages)
    {
        for (; messages > 0 && _readOfLine < Line.Taken.Count; messages--)
        {
            var message = Line.Taken[_readOfLine++];
            Assert.True(
                message.Seq == LastRead + 1 || (Greeting.Outcome is AttachOutcome.ResumedWithGap && _readOfLine == 1 && message.Seq > LastRead),
                $"{message} after {LastRead}");
            Assert.True(Read.Add(message.Text), $"{message} was read twice.");
            AssertOrder(message);
            LastRead = message.Seq;
        }
    }

    /// <summary>The messages of one sender kept their order at each connection.</summary>
    public void AssertOrdered()
    {
        foreach (var ofOne in Lines.SelectMany(line => line.Taken.GroupBy(message => message.Source, message => message.Text)))
        {
            Assert.Equal(ofOne.Order(StringComparer.Ordinal), ofOne, StringComparer.Ordinal);
        }
    }

    private void AssertOrder(Message message)
    {
        Assert.True(string.CompareOrdinal(_lastOf.GetValueOrDefault(message.Source), message.Text) < 0, $"{message} after {_lastOf.GetValueOrDefault(message.Source)}");
        _lastOf[message.Source] = message.Text;
    }

    /// <summary>Everything that any of its connections took.</summary>
    public HashSet<string> Taken() => new(Lines.SelectMany(line => line.Texts), StringComparer.Ordinal);

    /// <summary>Everything that it may have read.</summary>
    public HashSet<string> MayHaveRead() => new(Lines.SelectMany(line => line.Taken.Except(line.Unread)).Select(message => message.Text), StringComparer.Ordinal);
}
