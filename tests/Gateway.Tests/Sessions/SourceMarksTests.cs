using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Sessions;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Sessions;

public sealed class SourceMarksTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SourceMarks _marks;

    public SourceMarksTests() => _marks = new SourceMarks(_time);

    [Fact]
    public void At_first_there_are_none() => Assert.Empty(_marks.ToArray());

    [Fact]
    public void Of_each_source_the_last_number_is_kept()
    {
        _marks.Note(new SourceMark(Source(1), 1));
        _marks.Note(new SourceMark(Source(2), 5));
        _marks.Note(new SourceMark(Source(1), 3));

        Assert.Equal([new SourceMark(Source(1), 3), new SourceMark(Source(2), 5)], _marks.ToArray().OrderBy(mark => mark.Source.Value));
    }

    [Fact]
    public void What_is_told_of_older_ones_counts_besides_what_is_known()
    {
        _marks.Note(new SourceMark(Source(1), 3));
        _marks.Note(new SourceMark(Source(1), 2, Unclear: 2));

        Assert.Equal([new SourceMark(Source(1), 3, Unclear: 2)], _marks.ToArray());
    }

    [Fact]
    public void Those_that_were_quiet_for_two_minutes_give_way()
    {
        for (var source = 1; source <= 32; source++)
        {
            _marks.Note(new SourceMark(Source(source), 1));
        }

        _time.Advance(TimeSpan.FromMinutes(2.1));
        _marks.Note(new SourceMark(Source(33), 1));

        Assert.Equal([new SourceMark(Source(33), 1)], _marks.ToArray());
    }

    [Fact]
    public void Those_that_spoke_lately_stay_however_many_there_are()
    {
        for (var source = 1; source <= 1000; source++)
        {
            _marks.Note(new SourceMark(Source(source), 1));
        }

        Assert.Equal(1000, _marks.ToArray().Length);
    }

    [Fact]
    public void One_that_goes_on_speaking_stays()
    {
        for (var source = 1; source <= 32; source++)
        {
            _marks.Note(new SourceMark(Source(source), 1));
        }

        _time.Advance(TimeSpan.FromMinutes(1.5));
        _marks.Note(new SourceMark(Source(7), 2));
        _time.Advance(TimeSpan.FromMinutes(1));
        _marks.Note(new SourceMark(Source(33), 1));

        Assert.Equal([new SourceMark(Source(7), 2), new SourceMark(Source(33), 1)], _marks.ToArray().OrderBy(mark => mark.Source.Value));
    }

    [Fact]
    public void Sources_that_come_and_go_take_bounded_memory()
    {
        for (var source = 1; source <= 10_000; source++)
        {
            _marks.Note(new SourceMark(Source(source), 1));
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.InRange(_marks.ToArray().Length, 1, 64);
    }

    private static ConnectionId Source(int id) => new((ulong)id);
}
