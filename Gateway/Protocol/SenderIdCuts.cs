namespace SignalFire.Gateway.Protocol;

/// <summary>Ranges of a text that are left out; one costs nothing, more (nobody sends two but to try us) cost a list.</summary>
internal struct SenderIdCuts
{
    private Range _first;
    private List<Range>? _more;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes they cover.</summary>
    public int Length { get; private set; }

    /// <summary>The ranges, in the order of the text.</summary>
    public readonly Range this[int index] => index == 0 ? _first : _more![index - 1];

    public void Add(int start, int end)
    {
        if (Count == 0)
        {
            _first = start..end;
        }
        else
        {
            (_more ??= []).Add(start..end);
        }

        Count++;
        Length += end - start;
    }
}
