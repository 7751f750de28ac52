namespace Clinic.Domain.Rosters.Words;

internal static class FrenchVocabulary
{
    /// <summary>Days and months, which those who wish for a visit say as those who plan rosters do.</summary>
    internal static readonly (Sense Sense, int Value, string Spellings)[] Calendar =
    [
        (Sense.Weekday, 1, "lun|lundi|lundis"),
        (Sense.Weekday, 2, "mar|mardi|mardis"),
        (Sense.Weekday, 3, "mer|mercredi|mercredis"),
        (Sense.Weekday, 4, "jeu|jeudi|jeudis"),
        (Sense.Weekday, 5, "ven|vendredi|vendredis"),
        (Sense.Weekday, 6, "sam|samedi|samedis"),
        (Sense.Weekday, 7, "dim|dimanche|dimanches"),
        (Sense.Month, 1, "janv|janvier"), (Sense.Month, 2, "fevr|fev|fevrier"), (Sense.Month, 3, "mars"), (Sense.Month, 4, "avr|avril"), (Sense.Month, 5, "mai"), (Sense.Month, 6, "juin"),
        (Sense.Month, 7, "juil|juillet"), (Sense.Month, 8, "aout"), (Sense.Month, 9, "sept|septembre"), (Sense.Month, 10, "oct|octobre"), (Sense.Month, 11, "nov|novembre"), (Sense.Month, 12, "dec|decembre"),
    ];

    internal static readonly Vocabulary Table = new(
    [
        (Sense.Filler, 0, "le|la|les|l'|en|dans|travaille|consulte|recoit|medecin travaille|medecin consulte|medecin recoit|docteur travaille|docteur consulte|docteur recoit|horaires|heures de consultation|inclus|compris|garde|sans pause|du temps|n°|est|se|chaque semaine|toutes les semaines"),

        (Sense.DayPart, DayParts.Morning, "matin|matins"), (Sense.DayPart, DayParts.Afternoon, "apres-midi"), (Sense.DayPart, DayParts.Evening, "soir|soirs"), (Sense.DayPart, DayParts.Night, "nuit|nuits"),
        (Sense.Shift, 0, "equipe|equipes|poste"),
        (Sense.DayOff, 0, "ne travaille pas|ne consulte pas|ne recoit pas|medecin ne travaille pas|medecin ne consulte pas|medecin ne recoit pas|pas de consultation|pas de consultations|pas de visites|en conge|conge|conges|en conges|vacances|en vacances|absent|absente"),
        (Sense.Not, 0, "ne|n'|pas|sans|ni|jamais|aucun|aucune"),

        .. Calendar,
        (Sense.WorkingDays, 0, "jours ouvres|en semaine|jours de semaine|les jours ouvres|semaine de travail"),
        (Sense.Weekend, 0, "week-end|week-ends|weekend|weekends|fin de semaine"),
        (Sense.EveryDay, 0, "tous les jours|chaque jour|quotidien|quotidiennement"), (Sense.EveryDay, 1, "sept jours sur sept|7j/7|toute la semaine"),

        (Sense.Ordinal, 1, "premier|premiere|premiers|premieres"), (Sense.Ordinal, 2, "deuxieme|second|seconde|deuxiemes"), (Sense.Ordinal, 3, "troisieme|troisiemes"),
        (Sense.Ordinal, 4, "quatrieme|quatriemes"), (Sense.Ordinal, 5, "cinquieme|cinquiemes"), (Sense.Ordinal, -1, "dernier|derniere|derniers|dernieres"),
        (Sense.OrdinalEnding, 0, "er|ere|re|e|eme|ieme|nd|nde"),

        (Sense.Even, 0, "pair|pairs|paire|paires"),
        (Sense.Odd, 0, "impair|impairs|impaire|impaires"),
        (Sense.DayWord, 0, "jour|jours"),
        (Sense.DateWord, 0, "date|dates"),
        (Sense.MonthWord, 0, "mois|du mois|de chaque mois|chaque mois|par mois|tous les mois|de tous les mois"),
        (Sense.WeekWord, 0, "semaine|semaines"),
        (Sense.WeekOfTwo, 0, "semaine a"), (Sense.WeekOfTwo, 1, "semaine b"),
        (Sense.Every, 0, "chaque|tous les|toutes les"),
        (Sense.AlternateWeeks, 0, "une semaine sur deux|une semaine sur 2|1 semaine sur 2|toutes les deux semaines|toutes les 2 semaines|tous les quinze jours|tous les 15 jours"),
        (Sense.EveryOtherDay, 0, "un jour sur deux|1 jour sur 2|un jour sur 2|tous les deux jours"),
        (Sense.OnceIn, 0, "une fois tous les"),
        (Sense.OutOf, 0, "sur"),
        (Sense.On, 0, "travailles|travaille|de travail"),
        (Sense.Off, 0, "de repos|repos|off|de conge"),
        (Sense.Counting, 0, "en comptant du|en comptant a partir du|en comptant depuis le|compte a partir du"),

        (Sense.From, 0, "du|de|des|d'|a partir du|a partir de|a partir d'|des le|depuis le|depuis|a compter du"),
        (Sense.To, 0, "au|a|aux"),
        (Sense.Until, 0, "jusqu'au|jusqu'a|jusqu'en|jusqu'a la"),
        (Sense.Before, 0, "avant|a l'avance|plus tot|au prealable|avant la visite"),
        (Sense.After, 0, "apres"),
        (Sense.EndOfYear, 0, "fin de l'annee|la fin de l'annee|fin d'annee|fin de cette annee"),
        (Sense.EndOfMonth, 0, "fin du mois|la fin du mois|fin de mois"),
        (Sense.Today, 0, "aujourd'hui"),
        (Sense.Tomorrow, 0, "demain"),
        (Sense.Except, 0, "sauf|sauf le|sauf les|excepte|hormis|a l'exception du|a l'exception de|a l'exception des|sans le|sans les|hors"),
        (Sense.Only, 0, "uniquement|seulement|exclusivement|rien que"),

        (Sense.NumberWord, 1, "un|une"), (Sense.NumberWord, 2, "deux"), (Sense.NumberWord, 3, "trois"), (Sense.NumberWord, 4, "quatre"), (Sense.NumberWord, 5, "cinq"), (Sense.NumberWord, 6, "six"),
        (Sense.NumberWord, 7, "sept jours|sept heures"), (Sense.NumberWord, 8, "huit"), (Sense.NumberWord, 9, "neuf"), (Sense.NumberWord, 10, "dix"), (Sense.NumberWord, 12, "douze"),
        (Sense.NumberWord, 14, "quatorze"), (Sense.NumberWord, 15, "quinze"), (Sense.NumberWord, 20, "vingt"), (Sense.NumberWord, 30, "trente"),
        (Sense.HourWord, 0, "h|heure|heures|hrs"),
        (Sense.Minutes, 0, "min|mn|minute|minutes"),
        (Sense.Noon, 0, "midi"),
        (Sense.Midnight, 0, "minuit"),
        (Sense.RoundTheClock, 0, "24h/24|24 h/24|24 heures sur 24|24/7|jour et nuit"),
        (Sense.Break, 0, "pause|pauses|dejeuner|pause dejeuner|pause de midi|pause-dejeuner|interruption"),

        (Sense.And, 0, "et|&|+|ainsi que"),
        (Sense.Or, 0, "ou"),

        (Sense.Visit, 0, "visite|visites|consultation|consultations|rendez-vous|rdv|creneau|creneaux|patient|patients|par visite|par consultation|par patient|par rendez-vous|visites de|consultations de"),
        (Sense.VisitTypes, 0, "actes|acte|types de visite|type de visite|motifs"),
        (Sense.Room, 0, "salle|cabinet|bureau"),
        (Sense.Rooms, 0, "salles|cabinets|bureaux"),

        (Sense.For, 0, "pour|pour le|pour la|pour les|pour l'|par"),
        (Sense.Booking, 0, "reservation|reservations|prise de rendez-vous"),
        (Sense.Channel, Channels.Registry, "secretariat|accueil|reception|secretaires|guichet"),
        (Sense.Channel, Channels.CallCentre, "centre d'appels|centre d'appel|call center"),
        (Sense.Channel, Channels.Doctor, "medecin|medecins|docteur|docteurs"),
        (Sense.Channel, Channels.Widget, "site|site web|site internet|widget"),
        (Sense.Channel, Channels.Kiosk, "borne|bornes|kiosque"),
        (Sense.Channel, Channels.Online, "en ligne|internet"),
        (Sense.Channel, Channels.Import, "import|importation"),
        (Sense.Partner, 0, "partenaire|partenaires|tous les partenaires|pour tous les partenaires"),
        (Sense.ChannelWord, 0, "canal|canaux"),
        (Sense.Everyone, 0, "tous|a tous|tout le monde|a tout le monde"),
        (Sense.Closed, 0, "ferme|fermee|fermes|pas pour|ferme pour|ferme a|ferme au"),
        (Sense.AtMost, 0, "au plus|pas plus de|maximum|max|au maximum|pas plus de la"),
        (Sense.Percent, 0, "%|pour cent|pourcent"),
        (Sense.FirstVisits, 0, "premieres visites|premiere visite|premieres consultations|premiere consultation|nouveaux patients"),
        (Sense.RepeatVisits, 0, "visites de suivi|visite de suivi|suivi|suivis|consultations de suivi|controles"),
        (Sense.Opens, 0, "ouvre|s'ouvre|ouvrent|s'ouvrent|ouvert|ouverte|est ouvert|est ouverte"),
        (Sense.FreeTime, 0, "temps libre|le temps libre|libre|reste|creneaux libres|le reste")]);
}
