using System.Net;
using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Cluster;
using Xunit;

namespace SignalFire.Gateway.Tests.Cluster;

public sealed class SiloAnswersTests
{
    private static readonly Uri One = new("gwy.tcp://10.0.0.1:30000/7");
    private static readonly Uri Two = new("gwy.tcp://10.0.0.2:30000/8");
    private static readonly Uri[] Both = [One, Two];

    private readonly FakeTimeProvider _time = new();
    private readonly SiloAnswers _answers;

    public SiloAnswersTests()
    {
        _answers = new SiloAnswers(_time);
        Choose();
    }

    [Fact]
    public void Silos_that_answer_are_used()
    {
        Round(One, Two);

        Assert.Equal(Both, Choose());
    }

    [Fact]
    public void A_silo_that_misses_a_few_visits_is_used()
    {
        Round(One, Two);
        Rounds(SiloAnswers.MostMissed, One);

        Assert.Equal(Both, Choose());
    }

    [Fact]
    public void A_silo_that_misses_more_is_left()
    {
        Round(One, Two);
        Rounds(SiloAnswers.MostMissed + 1, One);

        Assert.Equal([One], Choose());
    }

    [Fact]
    public void One_that_never_answered_is_new_and_not_silent()
    {
        Rounds(20, One);

        Assert.Equal(Both, Choose());
    }

    [Fact]
    public void When_none_answers_all_are_used()
    {
        Round(One, Two);
        Rounds(20);

        Assert.Equal(Both, Choose());
    }

    [Fact]
    public void One_that_was_left_comes_back_when_the_others_fall_silent()
    {
        LeaveTwo();
        Rounds(SiloAnswers.MostMissed + 1);

        Assert.Equal(Both, Choose());
    }

    [Fact]
    public void One_that_was_left_is_tried_again_after_a_while()
    {
        LeaveTwo();
        _time.Advance(SiloAnswers.Avoidance - TimeSpan.FromTicks(1));
        Assert.Equal([One], Choose());

        _time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(Both, Choose());
    }

    [Fact]
    public void One_that_is_tried_again_and_silent_is_left_sooner()
    {
        LeaveTwo();
        _time.Advance(SiloAnswers.Avoidance);
        Choose();
        Rounds(2, One);

        Assert.Equal([One], Choose());
    }

    [Fact]
    public void One_that_answers_late_is_used_at_once()
    {
        LeaveTwo();
        Hear(Two);

        Assert.Equal(Both, Choose());
    }

    [Fact]
    public void One_that_is_not_listed_any_more_is_gone()
    {
        _answers.Choose([One], out var gone);

        Assert.True(gone);
    }

    [Fact]
    public void One_that_is_listed_anew_is_no_loss()
    {
        _answers.Choose([One, Two, new("gwy.tcp://10.0.0.3:30000/9")], out var gone);

        Assert.False(gone);
    }

    [Fact]
    public void One_that_is_left_is_not_gone()
    {
        Round(One, Two);
        Rounds(SiloAnswers.MostMissed + 1, One);
        _answers.Choose(Both, out var gone);

        Assert.False(gone);
    }

    private void LeaveTwo()
    {
        Round(One, Two);
        Rounds(SiloAnswers.MostMissed + 1, One);
        Choose();
    }

    private IList<Uri> Choose() => _answers.Choose(Both, out _);

    private void Rounds(int rounds, params Uri[] answering)
    {
        for (; rounds > 0; rounds--)
        {
            Round(answering);
        }
    }

    private void Round(params Uri[] answering)
    {
        _answers.Ask();
        foreach (var silo in answering)
        {
            Hear(silo);
        }
    }

    private void Hear(Uri silo) => _answers.Hear(new IPEndPoint(IPAddress.Parse(silo.Host), silo.Port));
}
