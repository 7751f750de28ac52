namespace Clinic.Domain.Demo;

/// <summary>What patients of the demo clinic are told before a visit, by the visit type's Russian name.</summary>
internal static class DemoPreparations
{
    /// <summary>Nothing where no preparation is needed.</summary>
    internal static LocalText Of(string type) => type switch
    {
        "Профилактический осмотр" => new(
            "Приходите натощак: 8–12 часов не ешьте, воду без газа пить можно. Будем брать кровь из вены.\nНакануне откажитесь от алкоголя и жирной еды.\nВозьмите результаты прошлых анализов и список лекарств, которые принимаете.",
            "Come on an empty stomach: do not eat for 8–12 hours, still water is fine. Blood will be taken from a vein.\nThe day before, avoid alcohol and fatty food.\nBring earlier results and a list of the medicines you take.",
            "Venez à jeun : ne mangez pas pendant 8 à 12 heures, l'eau plate est permise. Une prise de sang est prévue.\nLa veille, évitez l'alcool et les plats gras.\nApportez vos résultats précédents et la liste de vos médicaments."),
        "ЭКГ с расшифровкой" => new(
            "За 2 часа не курите и не пейте кофе.\nПриходите на 10 минут раньше, чтобы отдохнуть. Наденьте одежду, которую легко снять до пояса.\nВозьмите прошлые ЭКГ, если они есть.",
            "Do not smoke or drink coffee for 2 hours before.\nCome 10 minutes early to rest. Wear clothes that are easy to take off above the waist.\nBring earlier ECGs if you have any.",
            "Ne fumez pas et ne buvez pas de café 2 heures avant.\nVenez 10 minutes plus tôt pour vous reposer. Portez un haut facile à enlever.\nApportez vos anciens ECG si vous en avez."),
        "УЗИ сердца (ЭхоКГ)" => new(
            "Особой подготовки не нужно. За 2 часа не курите и не пейте кофе.\nВозьмите прошлые заключения ЭхоКГ и ЭКГ.",
            "No special preparation. Do not smoke or drink coffee for 2 hours before.\nBring earlier echocardiography reports and ECGs.",
            "Pas de préparation particulière. Ne fumez pas et ne buvez pas de café 2 heures avant.\nApportez vos anciens comptes rendus d'échographie et vos ECG."),
        "Лечебная блокада" => new(
            "Поешьте за 1–2 часа.\nПредупредите врача об аллергии на анестетики и о лекарствах, разжижающих кровь.\nПосле процедуры побудьте в клинике 30 минут и в этот день не садитесь за руль.",
            "Have a light meal 1–2 hours before.\nTell the doctor about allergies to anaesthetics and about blood thinners.\nStay at the clinic for 30 minutes afterwards and do not drive that day.",
            "Prenez un repas léger 1 à 2 heures avant.\nSignalez au médecin toute allergie aux anesthésiques et la prise d'anticoagulants.\nRestez 30 minutes à la clinique ensuite et ne conduisez pas ce jour-là."),
        "Прививка с осмотром" => new(
            "Ребёнок должен быть здоров: при температуре или насморке перенесите визит.\nВозьмите прививочный сертификат и полис. С ребёнком приходит родитель или законный представитель.\nПосле прививки подождите в клинике 30 минут.",
            "The child must be well: move the visit in case of a fever or a cold.\nBring the vaccination record and the insurance policy. A parent or guardian comes with the child.\nWait at the clinic for 30 minutes after the injection.",
            "L'enfant doit être en bonne santé : déplacez le rendez-vous en cas de fièvre ou de rhume.\nApportez le carnet de vaccination et la police d'assurance. Un parent ou tuteur accompagne l'enfant.\nAttendez 30 minutes à la clinique après l'injection."),
        "Малая хирургическая операция" => new(
            "За 4 часа не ешьте, за 2 часа не пейте.\nВозьмите результаты анализов не старше 14 дней и список лекарств.\nПосле операции не садитесь за руль: попросите, чтобы вас встретили.",
            "Do not eat for 4 hours and do not drink for 2 hours before.\nBring test results no older than 14 days and a list of your medicines.\nDo not drive afterwards: ask somebody to meet you.",
            "Ne mangez pas 4 heures avant et ne buvez pas 2 heures avant.\nApportez des analyses de moins de 14 jours et la liste de vos médicaments.\nNe conduisez pas ensuite : faites-vous raccompagner."),
        "Комплексная проверка зрения" => new(
            "Контактные линзы снимите за сутки, жёсткие за неделю; очки возьмите с собой.\nВрач может закапать капли, расширяющие зрачок: 3–4 часа будет трудно читать и нельзя водить. Пригодятся тёмные очки.",
            "Take out soft contact lenses a day before, hard ones a week before; bring your glasses.\nThe doctor may use drops that widen the pupils: for 3–4 hours it is hard to read and you must not drive. Sunglasses help.",
            "Retirez les lentilles souples la veille, les rigides une semaine avant ; apportez vos lunettes.\nLe médecin peut dilater les pupilles : pendant 3 à 4 heures la lecture est difficile et il ne faut pas conduire. Prévoyez des lunettes de soleil."),
        "Эндоскопия ЛОР-органов" => new(
            "За 2 часа не ешьте.\nПредупредите врача, если у вас была аллергия на лидокаин.",
            "Do not eat for 2 hours before.\nTell the doctor if you have ever had an allergy to lidocaine.",
            "Ne mangez pas 2 heures avant.\nSignalez au médecin toute allergie à la lidocaïne."),
        "УЗИ органов малого таза" => new(
            "За час выпейте литр воды без газа и не опорожняйте мочевой пузырь до исследования.\nЗа 2 дня исключите чёрный хлеб, капусту, бобовые и газировку.\nВозьмите прошлые заключения УЗИ.",
            "An hour before, drink a litre of still water and do not empty your bladder until the examination.\nFor 2 days before, avoid brown bread, cabbage, pulses and fizzy drinks.\nBring earlier ultrasound reports.",
            "Une heure avant, buvez un litre d'eau plate et n'urinez pas jusqu'à l'examen.\nPendant 2 jours, évitez le pain noir, le chou, les légumes secs et les boissons gazeuses.\nApportez vos anciens comptes rendus d'échographie."),
        "Дерматоскопия" => new(
            "Приходите без косметики и лака на ногтях. Не наносите крем на участки, которые нужно осмотреть.",
            "Come without make-up or nail varnish. Put no cream on the places to be examined.",
            "Venez sans maquillage ni vernis à ongles. N'appliquez pas de crème sur les zones à examiner."),
        _ => new(""),
    };
}
