using Microsoft.Extensions.Time.Testing;
using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Model;

/// <summary>The rules of a peer between gateways, clients and silos that fail in all ways, one at a time.</summary>
internal sealed class PeerModel
{
    private static readonly TimeSpan[] Waits = [TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(31)];

    /// <summary>How many messages travel together.</summary>
    private const int MostTexts = 2;

    /// <summary>How long a gateway waits for the answer to a call, and more.</summary>
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly PeerGrainOptions _options = new() { UnseenMessages = 8, MailboxMessages = 6 };
    private readonly ModelSender[] _senders = [new("bob"), new("carol"), new("dave")];
    private readonly List<ModelClient> _clients = [];
    private readonly List<Flight> _flights = [];
    private readonly List<Flight> _late = [];
    private readonly List<Action> _stale = [];
    private readonly Dictionary<ConnectionId, Line> _lines = [];
    private readonly List<Action> _lateAttaches = [];
    private TimeSpan _sinceSiloLoss = TimeSpan.MaxValue;
    private TimeSpan _sinceSiloCrash = TimeSpan.MaxValue;
    private int _sessions;
    private int _losses;
    private bool _mayBeUnclear;
    private ModelClient? _client;
    private bool _isOnline;
    private bool _isAfterCrash;
    private Peer _peer;

    public PeerModel() => _peer = NewPeer();

    public async Task TakeAsync(Step step)
    {
        if (step.Kind is StepKind.Crash or StepKind.CrashUnserved or StepKind.CrashAway or StepKind.CrashStale)
        {
            await EndOlderFlightsAsync();
        }

        _mayBeUnclear |= !IsClear(step.Kind);
        if (step.Kind is StepKind.Wait)
        {
            await WaitAsync(Waits[step.Which % Waits.Length]);
        }
        else
        {
            Take(step.Kind, step.Which);
        }

        await SettleDownAsync();
        AssertBounds();
    }

    /// <summary>Everything calms down, the client comes back: whoever waits for an answer has it, and what is acknowledged was read.</summary>
    public async Task AssertAsync()
    {
        CallAgain();
        await CalmDownAsync();
        if (_client is { IsResumable: true })
        {
            Resume(closeOlder: true);
        }

        await CalmDownAsync();
        // What stays in doubt is given up, and what is behind it goes on.
        await WaitAsync(Waits[2]);
        await CalmDownAsync();
        _client?.ReadNext(int.MaxValue);
        for (var i = 0; i < 5; i++)
        {
            await WaitAsync(TimeSpan.FromSeconds(31));
            await CalmDownAsync();
        }

        Assert.All(_senders, sender => Assert.True(sender.IsIdle, "A sender waits for ever."));
        AssertOutcomes();
        AssertForgotten();
    }

    /// <summary>What happens to a peer whose calls and pushes all have their answers.</summary>
    private static bool IsClear(StepKind kind) => kind
        is StepKind.Send or StepKind.SendMore or StepKind.Arrive or StepKind.Answer or StepKind.Read or StepKind.Seen
        or StepKind.Lose or StepKind.KillGateway or StepKind.Leave or StepKind.Wait;

    private void Take(StepKind kind, int which)
    {
        switch (kind)
        {
            case StepKind.Send or StepKind.SendMore:
                _senders[which % _senders.Length].Send(_peer, 1 + (which % MostTexts));
                break;
            case StepKind.Arrive or StepKind.Answer or StepKind.Unclear when _flights.Count > 0:
                End(_flights[which % _flights.Count], kind);
                break;
            case StepKind.ArriveLate when _late.Count > 0:
                _late[which % _late.Count].Arrive();
                break;
            case StepKind.Read when _isOnline:
                _client!.ReadNext(1 + (which % 4));
                break;
            case StepKind.Seen when _isOnline && _client!.IsResumable:
                See(_client);
                break;
            case StepKind.Connect:
                Connect(resumable: true, closeOlder: which % 2 == 0);
                break;
            case StepKind.ConnectClassic:
                Connect(resumable: false, closeOlder: which % 2 == 0);
                break;
            case StepKind.Resume when _client is { IsResumable: true }:
                Resume(closeOlder: which % 2 == 0);
                break;
            case StepKind.ResumeInVain when _client is { IsResumable: true }:
                ResumeInVain(which);
                break;
            case StepKind.ResumeLate when _isOnline && _client!.IsResumable && _peer.Connection == _client.Line.View.Id:
                ResumeLate(_client, which);
                break;
            case StepKind.ConnectInVain:
                ConnectInVain(which);
                break;
            default:
                TakeFailure(kind, which);
                break;
        }
    }

    private void TakeFailure(StepKind kind, int which)
    {
        switch (kind)
        {
            case StepKind.Lose or StepKind.KillGateway or StepKind.Leave when _isOnline:
                EndConnection(kind, which);
                break;
            case StepKind.Thaw or StepKind.ThawUnheard when _isOnline:
                Thaw(isHeard: kind is StepKind.Thaw);
                break;
            case StepKind.CallAgain:
                _senders[which % _senders.Length].CallAgain(_peer);
                break;
            case StepKind.CallLate:
                _senders[which % _senders.Length].CallLate(_peer, which);
                break;
            case StepKind.StaleCall when _lateAttaches.Count > 0 && which % 2 == 0:
                _lateAttaches[0]();
                _lateAttaches.RemoveAt(0);
                break;
            case StepKind.StaleCall when _stale.Count > 0:
                _stale[which % _stale.Count]();
                break;
            case StepKind.Crash when CanHeal():
                Crash(which);
                break;
            case StepKind.CrashUnserved when CanBeUnserved():
                CrashUnserved(which);
                break;
            case StepKind.CrashAway when CanHeal():
                CrashAway(which);
                break;
            case StepKind.CrashStale when CanHeal() && _client!.IsResumable && TokenOfBefore(_client, which) is { } stale:
                CrashStale(_client, stale, which);
                break;
            case StepKind.LoseAnswer:
                _senders[which % _senders.Length].LoseAnswer();
                break;
            case StepKind.Move:
                Move(isLoss: which % 2 == 0);
                break;
            default:
                break;
        }
    }

    private async Task SettleDownAsync()
    {
        if (_flights.Exists(flight => flight.Line != _client?.Line))
        {
            // A push that is on its way to the connection of an older session, and the loss of its answer, are two failures.
            Array.ForEach(_senders, sender => sender.Hear());
        }

        for (var i = 0; i < 3; i++)
        {
            while (_peer.NextPush(out var push) is { } item)
            {
                _flights.Add(new Flight(push!, _lines[item.Connection]));
            }

            foreach (var sender in _senders)
            {
                await sender.HearAsync(_peer);
            }
        }

        _isAfterCrash = _isAfterCrash && !Array.TrueForAll(_senders, sender => sender.IsIdle);
    }

    private async Task CalmDownAsync()
    {
        await SettleDownAsync();
        while (_flights.Count > 0)
        {
            End(_flights[0], StepKind.Answer);
            await SettleDownAsync();
        }
    }

    /// <summary>A push to an older connection and the loss of the grain at the same time are two failures.</summary>
    private async Task EndOlderFlightsAsync()
    {
        while (_flights.Find(flight => flight.Line != _client?.Line) is { } older)
        {
            End(older, StepKind.Answer);
            await SettleDownAsync();
        }
    }

    private void End(Flight flight, StepKind how)
    {
        switch (how)
        {
            case StepKind.Arrive:
                flight.Arrive();
                break;
            case StepKind.Answer:
                _flights.Remove(flight);
                _peer.Complete(flight.Push, flight.Arrive() ? PushResult.Taken : PushResult.Gone);
                break;
            default:
                _flights.Remove(flight);
                _late.Add(flight);
                _peer.Complete(flight.Push, PushResult.Unclear);
                break;
        }
    }

    private Line NewLine(bool resumable, ResumeClaim? claim = null)
    {
        _sessions += claim is null ? 1 : 0;
        var line = new Line(resumable, claim?.Seen ?? 0);
        _lines.Add(line.View.Id, line);
        line.Note(_peer.Attach(line.View.Request(claim)));
        return line;
    }

    private void Connect(bool resumable, bool closeOlder)
    {
        Retire(closeOlder);
        _client = new ModelClient(resumable);
        _clients.Add(_client);
        _client.Connected(NewLine(resumable));
        Assert.Equal(AttachOutcome.Started, _client.Greeting.Outcome);
        _isOnline = true;
    }

    private void Resume(bool closeOlder)
    {
        var client = _client!;
        var wasThere = _peer.IsThere;
        Retire(closeOlder);
        var line = NewLine(resumable: true, new ResumeClaim(client.Greeting.Session, client.Greeting.Generation, client.LastRead));
        if (!line.Attachment.IsAttached)
        {
            Assert.False(wasThere, "A good token is refused only when the session is gone.");
            (_client, _isOnline) = (null, false);
            return;
        }

        if (line.Attachment.Outcome is AttachOutcome.ResumedWithGap)
        {
            Assert.True(client.LastRead < client.LostUpTo || client.Lines.Max(older => older.View.LastSeq) - client.LastRead > _options.UnseenMessages, "Messages are lost that should be kept.");
        }

        client.Connected(line);
        _isOnline = true;
    }

    /// <summary>The client shows its token, waits in vain, and shows it again at another gateway: the first call is still on its way.</summary>
    private void ResumeLate(ModelClient client, int which)
    {
        var claim = new ResumeClaim(client.Greeting.Session, client.Greeting.Generation, client.LastRead);
        Resume(closeOlder: which % 2 == 0);
        var session = client.Greeting.Session;
        _lateAttaches.Add(() =>
        {
            if (_client != client || !_isOnline || client.Greeting.Session != session)
            {
                return;
            }

            var present = client.Line;
            var isShownAgain = _peer.IsShownAgain(claim);
            var late = NewLine(resumable: true, claim);
            if (late.Attachment.IsAttached)
            {
                // Nobody is behind it. Who was there is told that it may come back, and does.
                Assert.True(isShownAgain, "A late claim takes the peer for good.");
                Assert.False(present.View.IsHeard, "A late claim takes a peer that has spoken.");
                client.Lines.Insert(0, late);
                (late.IsOpen, late.IsLeft) = (which % 3 != 0, true);
                Resume(closeOlder: true);
                Assert.True(_isOnline, "The newer connection does not get its peer back.");
            }
        });
    }

    private void ConnectInVain(int which)
    {
        Retire(closeOlder: true);
        (_client, _isOnline) = (null, false);
        var line = NewLine(resumable: which % 2 == 0);
        line.IsLeft = true;
        var nobody = new ModelClient(line.Attachment.Generation > 0);
        nobody.Connected(line);
        _clients.Add(nobody);
        if (which % 4 < 2)
        {
            _peer.Abandon(line.View.Id, ends: true);
            Assert.False(_peer.IsThere, "Nobody knows the session, and it is there.");
        }
        else
        {
            // The gateway died.
            line.IsOpen = false;
            _peer.Lose(line.View.Id);
        }
    }

    private void ResumeInVain(int which)
    {
        var client = _client!;
        Retire(closeOlder: which % 2 == 0);
        var line = NewLine(resumable: true, new ResumeClaim(client.Greeting.Session, client.Greeting.Generation, client.LastRead));
        client.Lines.Insert(0, line);
        line.IsLeft = true;
        _isOnline = false;
        if (which % 4 < 2)
        {
            _stale.Add(() => _peer.Detach(line.View.Epoch, ends: false));
            _stale.Add(() => _peer.Lose(line.View.Id));
        }
        else
        {
            line.IsOpen = false;
            _peer.Detach(line.View.Epoch, ends: false);
        }
    }

    private void EndConnection(StepKind how, int which)
    {
        var client = _client!;
        client.ReadNext(which % 4);
        var line = client.Line;
        line.IsOpen = false;
        _isOnline = false;
        switch (how)
        {
            case StepKind.KillGateway when which % 2 == 0:
                _stale.Add(() => _peer.Lose(line.View.Id));
                break;
            case StepKind.KillGateway:
                _peer.Lose(line.View.Id);
                break;
            default:
                _peer.Detach(line.View.Epoch, ends: how is StepKind.Leave);
                break;
        }

        if (how is StepKind.Leave || !client.IsResumable)
        {
            _client = null;
        }
    }

    /// <summary>A connection that its client has left: its gateway may not know that yet.</summary>
    private void Retire(bool closeOlder)
    {
        if (_isOnline)
        {
            Hang(_client!.Line);
            (_client.Line.IsOpen, _client.Line.IsLeft) = (!closeOlder, true);
        }

        _isOnline = false;
    }

    private void Hang(Line line)
    {
        _stale.Add(() => _peer.Detach(line.View.Epoch, ends: false));
        _stale.Add(() => _peer.See(line.View.Epoch, line.View.LastSeq));
        _stale.Add(() => _peer.Lose(line.View.Id));
    }

    private void Thaw(bool isHeard)
    {
        var line = _client!.Line;
        _peer.Lose(line.View.Id);
        var request = line.View.RequestAnew();
        var attachment = _peer.Attach(request);
        Assert.Equal(AttachOutcome.Resumed, attachment.Outcome);
        _stale.Add(() => _peer.Attach(request));
        if (isHeard)
        {
            line.Note(attachment);
        }
    }

    /// <summary>Whether everything that is acknowledged is with the client's connection: the grain's loss is the only one.</summary>
    private bool CanHeal() =>
        _isOnline
        && !_isAfterCrash
        && _peer.Connection == _client!.Line.View.Id
        && _client.Line.View.LastSeq >= _client.Lines.Max(line => line.View.LastSeq);

    /// <summary>Whether the client came back, and did not get anything since: then what it has not seen is with the grain alone.</summary>
    private bool CanBeUnserved() =>
        _isOnline
        && !_isAfterCrash
        && _client!.IsResumable
        && _peer.Connection == _client.Line.View.Id
        && _client.Line.Taken.Count == 0
        && _client.Line.View.Owes > _client.Line.View.LastSeq;

    private void CrashUnserved(int which)
    {
        var client = _client!;
        var line = client.Line;
        LoseMemory(line, isSilo: which % 3 > 0);
        Assert.Equal(AttachOutcome.Lost, _peer.Attach(line.View.RequestAnew()).Outcome);
        line.IsOpen = false;
        _isOnline = false;
        _peer.Detach(line.View.Epoch, ends: false);
        CallAgain();
        client.LostUpTo = line.View.Owes;
        // It is closed so that it comes back.
        var back = NewLine(resumable: true, new ResumeClaim(client.Greeting.Session, client.Greeting.Generation, client.LastRead));
        Assert.Equal(AttachOutcome.ResumedWithGap, back.Attachment.Outcome);
        client.Connected(back);
        _isOnline = true;
    }

    private void Crash(int which)
    {
        var line = _client!.Line;
        LoseMemory(line, isSilo: which % 3 > 0);
        if (which % 2 == 0)
        {
            CallAgain();
        }

        line.Note(_peer.Attach(line.View.RequestAnew()));
        Assert.Equal(AttachOutcome.Resumed, line.Attachment.Outcome);
        if (which % 2 == 1)
        {
            CallAgain();
        }
    }

    private void CrashAway(int which)
    {
        var client = _client!;
        var line = client.Line;
        client.ReadNext(which % 4);
        LoseMemory(line);
        Pass(TimeSpan.FromMilliseconds(1));
        (line.IsOpen, _isOnline) = (false, false);
        var copy = line.View.RequestAnew().Copy!;
        var isEarly = which % 3 == 0;
        // What the older connection tells then only this grain hears: another crash while senders repeat that is one more failure.
        _isAfterCrash = !isEarly;
        if (isEarly)
        {
            HandOver(line, copy);
        }

        if (which % 2 == 0)
        {
            CallAgain();
        }

        if (!client.IsResumable)
        {
            Connect(resumable: false, closeOlder: true);
        }
        else
        {
            client.LostUpTo = isEarly ? client.LostUpTo : line.View.LastSeq + 1;
            Resume(closeOlder: true);
        }

        if (which % 2 == 1)
        {
            CallAgain();
        }

        if (which % 3 == 1)
        {
            HandOver(line, copy);
        }
    }

    private void See(ModelClient client)
    {
        var view = client.Line.View;
        view.IsHeard = true;
        view.See(client.LastRead);
        _peer.See(view.Epoch, view.Seen);
    }

    /// <summary>A token that was good once: one that the client has used up, or one of a session before its own.</summary>
    private ResumeClaim? TokenOfBefore(ModelClient client, int which)
    {
        var others = _clients.FindAll(other => other != client && other is { IsResumable: true, IsThief: false });
        return others.Count > 0 && (which % 5 < 2 || client.Greeting.Generation == 1)
            ? TokenOf(others[which % others.Count].Greeting, seen: 0)
            : client.Greeting.Generation > 1 ? TokenOf(client.Greeting with { Generation = client.Greeting.Generation - 1 }, which % 2 == 0 ? 0 : client.LastRead) : null;

        static ResumeClaim TokenOf(Attachment greeting, long seen) => new(greeting.Session, greeting.Generation, seen);
    }

    private void CrashStale(ModelClient client, ResumeClaim usedUp, int which)
    {
        See(client);
        var line = client.Line;
        LoseMemory(line);
        Pass(TimeSpan.FromMilliseconds(1));
        var stale = NewLine(resumable: true, usedUp);
        Assert.Equal(AttachOutcome.ResumedWithGap, stale.Attachment.Outcome);
        stale.IsLeft = true;
        var thief = new ModelClient(resumable: true) { IsThief = true };
        thief.Connected(stale);
        _clients.Add(thief);
        if (which % 4 < 2)
        {
            CallAgain();
        }

        if (which % 3 == 0 && _peer.NextPush(out var push) is not null)
        {
            End(new Flight(push!, stale), which % 8 < 4 ? StepKind.Answer : StepKind.Unclear);
        }

        line.Note(_peer.Attach(line.View.RequestAnew()));
        Assert.Equal(AttachOutcome.Resumed, line.Attachment.Outcome);
        if (which % 4 >= 2)
        {
            CallAgain();
        }

        Action[] words =
        [
            () => _peer.Detach(stale.View.Epoch, ends: true),
            () => _peer.HandOver(stale.View.RequestAnew().Copy!, ends: which % 2 == 0),
            () => _peer.See(stale.View.Epoch, stale.View.LastSeq + 1),
            () => _peer.Lose(stale.View.Id),
            () => _peer.Attach(stale.View.RequestAnew()),
        ];
        Action[] claims =
        [
            () => NewLine(resumable: true, usedUp),
            () => NewLine(resumable: true, new ResumeClaim(stale.Attachment.Session, stale.Attachment.Generation, usedUp.Seen)),
        ];
        if (which % 2 == 0)
        {
            AssertChangesNothing(words[which / 2 % words.Length]);
            AssertChangesNothing(claims[which / 4 % claims.Length]);
        }

        // The last few sessions that are over are known to be; the present one may end, too.
        // After another loss, the word of such a connection is taken for that of the one that is missed: that is one more failure.
        var (sessions, losses) = (_sessions, _losses);
        Action Late(Action call) => () =>
        {
            if (_sessions - sessions < EndedSessions.Most - 1 && _losses == losses)
            {
                AssertChangesNothing(call);
            }
        };
        _stale.AddRange(words.Select(Late));
        _lateAttaches.AddRange(claims.Select(Late));
    }

    private void AssertChangesNothing(Action late)
    {
        var before = (_peer.Connection, _peer.IsThere, _peer.Measure);
        late();
        Assert.Equal(before, (_peer.Connection, _peer.IsThere, _peer.Measure));
    }

    private void HandOver(Line line, SessionCopy copy)
    {
        Assert.Equal(DetachOutcome.Forgotten, _peer.Detach(line.View.Epoch, ends: !copy.Resumable));
        _peer.HandOver(copy, ends: !copy.Resumable);
    }

    /// <summary>The silo is lost, or the activation alone: of that nobody is told.</summary>
    private void LoseMemory(Line line, bool isSilo = true)
    {
        _losses++;
        Replace(NewPeer());
        // An attachment that the connection did not hear of, and the loss of the silo that gave it, are two failures; and so are that loss
        // and a push that is still on its way to an older connection.
        _late.RemoveAll(flight => flight.Push.Item.Epoch > line.View.Epoch || flight.Push.Item.Connection != line.View.Id);
        if (isSilo)
        {
            (_sinceSiloLoss, _sinceSiloCrash) = (TimeSpan.Zero, TimeSpan.Zero);
        }

        // Calls that were on their way to the dead silo died with it.
        Array.ForEach(_senders, sender => sender.ForgetLate());
        _lateAttaches.Clear();
    }

    /// <param name="isLoss">Whether its silo stops, which is a loss, and no crash.</param>
    private void Move(bool isLoss)
    {
        _sinceSiloLoss = isLoss ? TimeSpan.Zero : _sinceSiloLoss;
        var snapshot = _peer.Snapshot();
        Replace(NewPeer());
        _peer.Restore(snapshot);
        CallAgain();
    }

    private void Replace(Peer peer)
    {
        _late.AddRange(_flights);
        _flights.Clear();
        _peer = peer;
    }

    private void CallAgain() => Array.ForEach(_senders, sender => sender.CallAgain(_peer));

    /// <summary>Time passes. A call without an answer is given up after a few seconds, and made again; who is answered goes on.</summary>
    private async Task WaitAsync(TimeSpan time)
    {
        for (; time > CallTime; time -= CallTime)
        {
            Pass(CallTime);
            CallAgain();
            await SettleDownAsync();
        }

        Pass(time);
    }

    private void Pass(TimeSpan time)
    {
        _time.Advance(time);
        _sinceSiloLoss = Later(_sinceSiloLoss, time);
        _sinceSiloCrash = Later(_sinceSiloCrash, time);
        if (_peer.Deadline <= _time.GetTimestamp())
        {
            _peer.Expire();
        }

        if (time < CallTime)
        {
            return;
        }

        // What is this old does not arrive any more, and a peer that nobody is has left the memory.
        _late.Clear();
        _stale.Clear();
        _lateAttaches.Clear();
        Array.ForEach(_senders, sender => sender.ForgetLate());
        if (_peer.IsNobody && _flights.Count == 0)
        {
            _peer = NewPeer();
        }
    }

    private static TimeSpan Later(TimeSpan since, TimeSpan time) => since == TimeSpan.MaxValue ? since : since + time;

    private void AssertOutcomes()
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var client in _clients)
        {
            client.AssertOrdered();
            Assert.All(client.MayHaveRead(), text => Assert.True(taken.Add(text), $"{text} went to two sessions."));
        }

        taken.UnionWith(_clients.SelectMany(client => client.Taken()));

        foreach (var (text, outcome) in _senders.SelectMany(sender => sender.Outcomes))
        {
            switch (outcome)
            {
                case DeliveryOutcome.Delivered:
                    Assert.True(taken.Contains(text), $"{text} is acknowledged and lost.");
                    Assert.True(_client is not { HasGap: false } || !_client.Taken().Contains(text) || _client.Read.Contains(text), $"{text} is acknowledged and unread.");
                    break;
                case DeliveryOutcome.Unavailable:
                    Assert.True(_mayBeUnclear, $"{text} is unclear, and nothing was.");
                    break;
                default:
                    Assert.False(taken.Contains(text), $"{text} is refused ({outcome}) and delivered.");
                    break;
            }
        }
    }

    /// <summary>What is kept has its bounds, and what the senders have under way.</summary>
    private void AssertBounds()
    {
        var kept = _peer.Measure;
        Assert.InRange(kept.MailboxBytes, 0, _options.PushQueueBytes + _options.MailboxBytes);
        if (_sinceSiloLoss < _options.HealingTime + _options.GracePeriod)
        {
            // A peer that is healed has that much room, however many messages it is, and keeps them for a grace period.
            return;
        }

        var underWay = _senders.Length * MostTexts;
        Assert.InRange(kept.MailboxMessages, 0, _options.MailboxMessages + underWay);
        Assert.InRange(kept.Unseen, 0, _options.UnseenMessages + _options.MailboxMessages + underWay);
    }

    /// <summary>What nobody can ask for any more is forgotten, and what is not seen is bounded.</summary>
    private void AssertForgotten()
    {
        var snapshot = _peer.Snapshot();
        Assert.Empty(snapshot.Waiting);
        Assert.Null(snapshot.Doubt);
        Assert.Empty(snapshot.Sources);
        Assert.True((snapshot.Session?.Copy.Unseen.Sum(envelope => envelope.Envelope.Texts.Length) ?? 0) <= _options.UnseenMessages + 1, "What is not seen is bounded.");
        Assert.Equal(!_peer.IsThere, _peer.IsNobody);
    }

    private Peer NewPeer() => new(_options, _time, () => _sinceSiloLoss, () => _sinceSiloCrash);
}
