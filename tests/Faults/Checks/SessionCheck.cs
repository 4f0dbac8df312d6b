namespace SignalFire.Faults.Checks;

/// <summary>Checks the numbers that a peer's session gives to what it delivers: 1, 2, 3... across connections. One writer.</summary>
internal sealed class SessionCheck
{
    private bool _gapAdmitted;

    /// <summary>The last number seen: what a resume asks to go on after.</summary>
    public long Last { get; private set; }

    /// <summary>Begins with 1 again: a new session.</summary>
    public void Restart()
    {
        Last = 0;
        _gapAdmitted = false;
    }

    /// <summary>The next number may leave some out, since the server said so.</summary>
    public void AdmitGap() => _gapAdmitted = true;

    public Arrival Accept(long number)
    {
        if (number <= Last)
        {
            return Arrival.Repeated;
        }

        var arrival = number == Last + 1 || _gapAdmitted ? Arrival.InOrder : Arrival.Late;
        Last = number;
        _gapAdmitted = false;
        return arrival;
    }
}
